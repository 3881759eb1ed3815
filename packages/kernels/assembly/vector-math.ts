// Elementary functions on four float32 at a time. WebAssembly has none, and JavaScript's differ between engines, so
// these also make training give the same bytes everywhere. Reduction and polynomials: Cephes, expf and tanhf
// (https://www.netlib.org/cephes/); the measured errors stand in the tests.

@inline
function horner(accumulator: v128, x: v128, coefficient: f32): v128 {
  return f32x4.add(f32x4.mul(accumulator, x), f32x4.splat(coefficient))
}

/** e^x. Below -87.33 the answer stays at the smallest normal number, above 88.37 at 2.4e38; NaN stays NaN. */
@inline
export function exp4(x: v128): v128 {
  const clamped = f32x4.min(f32x4.max(x, f32x4.splat(-87.33654)), f32x4.splat(88.37626))
  const power = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(1.44269504)))
  // ln 2 in two parts, the first with so few bits that its product with `power` is exact.
  const high = f32x4.sub(clamped, f32x4.mul(power, f32x4.splat(0.693359375)))
  const rest = f32x4.sub(high, f32x4.mul(power, f32x4.splat(-2.12194440e-4)))
  let series = f32x4.splat(1.9875691500e-4)
  series = horner(series, rest, 1.3981999507e-3)
  series = horner(series, rest, 8.3334519073e-3)
  series = horner(series, rest, 4.1665795894e-2)
  series = horner(series, rest, 1.6666665459e-1)
  series = horner(series, rest, 5.0000001201e-1)
  const mantissa = f32x4.add(f32x4.add(f32x4.mul(series, f32x4.mul(rest, rest)), rest), f32x4.splat(1))
  const exponent = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127)), 23)
  return f32x4.mul(mantissa, exponent)
}

/** 1 / (1 + e^-x). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1)
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))))
}

/** tanh x: an odd polynomial below 0.625, where the formula with e^2x would cancel. */
@inline
export function tanh4(x: v128): v128 {
  const one = f32x4.splat(1)
  const two = f32x4.splat(2)
  const size = f32x4.abs(x)
  const square = f32x4.mul(x, x)
  let series = f32x4.splat(-5.70498872745e-3)
  series = horner(series, square, 2.06390887954e-2)
  series = horner(series, square, -5.37397155531e-2)
  series = horner(series, square, 1.33314422036e-1)
  series = horner(series, square, -3.33332819422e-1)
  const near = f32x4.add(size, f32x4.mul(f32x4.mul(series, square), size))
  const far = f32x4.sub(one, f32x4.div(two, f32x4.add(exp4(f32x4.mul(two, size)), one)))
  const sign = v128.and(x, i32x4.splat(0x80000000))
  return v128.or(v128.bitselect(near, far, f32x4.lt(size, f32x4.splat(0.625))), sign)
}
