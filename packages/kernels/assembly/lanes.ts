/** Bytes of one float32. */
export const FLOAT: usize = 4

/**
 * `a * b + c`. The build that asks for relaxed SIMD rounds once where the processor can (fused multiply-add), the other
 * rounds twice on every machine. `RELAXED` is a constant of the build, so only one branch is compiled.
 */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (RELAXED) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(c, f32x4.mul(a, b))
}

/**
 * Stores the first `lanes` (1 to 4) lanes of a vector.
 *
 * Rows need not be a multiple of four long: the last vector of a row is loaded whole (the arena leaves room behind its
 * last buffer) and stored in part, so that what stands behind the row is read but never written.
 */
@inline
export function storeLanes(address: usize, value: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(address, value)
    return
  }
  if (lanes >= 2) v128.store64_lane(address, value, 0)
  else v128.store32_lane(address, value, 0)
  if (lanes == 3) v128.store32_lane(address, value, 2, 8)
}
