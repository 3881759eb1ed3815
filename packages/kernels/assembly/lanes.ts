/** Bytes of one float32. */
export const FLOAT: usize = 4

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
