// Elementary functions on four float32 at a time. WebAssembly has none, and JavaScript's differ between engines, so
// these also make training give the same bytes everywhere (in the build without relaxed SIMD). Reduction and polynomials:
// Cephes, expf and tanhf (https://www.netlib.org/cephes/); the measured errors stand in the tests.

import { multiplyAdd } from './lanes'

// Constants are read from memory, four times each: an engine makes a vector constant of several instructions every time it
// is needed, but reads one with a single instruction (measured: a third less time for tanh).
const CONSTANTS: usize = memory.data<f32>([
  -87.33654, -87.33654, -87.33654, -87.33654,
  88.37626, 88.37626, 88.37626, 88.37626,
  1.44269504, 1.44269504, 1.44269504, 1.44269504,
  12582912, 12582912, 12582912, 12582912,
  -0.693359375, -0.693359375, -0.693359375, -0.693359375,
  2.12194440e-4, 2.12194440e-4, 2.12194440e-4, 2.12194440e-4,
  1.9875691500e-4, 1.9875691500e-4, 1.9875691500e-4, 1.9875691500e-4,
  1.3981999507e-3, 1.3981999507e-3, 1.3981999507e-3, 1.3981999507e-3,
  8.3334519073e-3, 8.3334519073e-3, 8.3334519073e-3, 8.3334519073e-3,
  4.1665795894e-2, 4.1665795894e-2, 4.1665795894e-2, 4.1665795894e-2,
  1.6666665459e-1, 1.6666665459e-1, 1.6666665459e-1, 1.6666665459e-1,
  5.0000001201e-1, 5.0000001201e-1, 5.0000001201e-1, 5.0000001201e-1,
  1, 1, 1, 1,
  2, 2, 2, 2,
  0.625, 0.625, 0.625, 0.625,
  -5.70498872745e-3, -5.70498872745e-3, -5.70498872745e-3, -5.70498872745e-3,
  2.06390887954e-2, 2.06390887954e-2, 2.06390887954e-2, 2.06390887954e-2,
  -5.37397155531e-2, -5.37397155531e-2, -5.37397155531e-2, -5.37397155531e-2,
  1.33314422036e-1, 1.33314422036e-1, 1.33314422036e-1, 1.33314422036e-1,
  -3.33332819422e-1, -3.33332819422e-1, -3.33332819422e-1, -3.33332819422e-1,
  -0.0, -0.0, -0.0, -0.0,
])
const LOWEST: usize = 0
const HIGHEST: usize = 16
const LOG2_E: usize = 32
/** 1.5 * 2^23: adding it rounds to a whole number and leaves that in the low bits. */
const ROUND: usize = 48
/** -ln 2 in two parts, the first with so few bits that its product with a whole number is exact. */
const MINUS_LN2_HIGH: usize = 64
const MINUS_LN2_LOW: usize = 80
const EXP_SERIES: usize = 96
const ONE: usize = 192
const TWO: usize = 208
const TANH_NEAR: usize = 224
const TANH_SERIES: usize = 240
const SIGN: usize = 320

@inline
function constant(offset: usize): v128 {
  return v128.load(CONSTANTS + offset)
}

/** e^x. Below -87.33 the answer stays at the smallest normal number, above 88.37 at 2.4e38; NaN stays NaN. */
@inline
export function exp4(x: v128): v128 {
  // The pseudo-minimum is one instruction, the other one several; a NaN as first operand passes both.
  const clamped = f32x4.pmin(f32x4.pmax(x, constant(LOWEST)), constant(HIGHEST))
  const rounded = multiplyAdd(clamped, constant(LOG2_E), constant(ROUND))
  const power = f32x4.sub(rounded, constant(ROUND))
  const high = multiplyAdd(power, constant(MINUS_LN2_HIGH), clamped)
  const rest = multiplyAdd(power, constant(MINUS_LN2_LOW), high)
  let series = constant(EXP_SERIES)
  series = multiplyAdd(series, rest, constant(EXP_SERIES + 16))
  series = multiplyAdd(series, rest, constant(EXP_SERIES + 32))
  series = multiplyAdd(series, rest, constant(EXP_SERIES + 48))
  series = multiplyAdd(series, rest, constant(EXP_SERIES + 64))
  series = multiplyAdd(series, rest, constant(EXP_SERIES + 80))
  const mantissa = f32x4.add(multiplyAdd(series, f32x4.mul(rest, rest), rest), constant(ONE))
  // The low bits of `rounded` are the exponent; those above are shifted out, and adding to the exponent's bits scales.
  return i32x4.add(mantissa, i32x4.shl(rounded, 23))
}

/** 1 / (1 + e^-x). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = constant(ONE)
  return f32x4.div(one, f32x4.add(one, exp4(v128.xor(x, constant(SIGN)))))
}

/** tanh x: an odd polynomial below 0.625, where the formula with e^2x would cancel. */
@inline
export function tanh4(x: v128): v128 {
  const one = constant(ONE)
  const sign = v128.and(x, constant(SIGN))
  const size = v128.xor(x, sign)
  const square = f32x4.mul(x, x)
  let series = constant(TANH_SERIES)
  series = multiplyAdd(series, square, constant(TANH_SERIES + 16))
  series = multiplyAdd(series, square, constant(TANH_SERIES + 32))
  series = multiplyAdd(series, square, constant(TANH_SERIES + 48))
  series = multiplyAdd(series, square, constant(TANH_SERIES + 64))
  const near = multiplyAdd(f32x4.mul(series, square), size, size)
  const far = f32x4.sub(one, f32x4.div(constant(TWO), f32x4.add(exp4(f32x4.add(size, size)), one)))
  return v128.or(v128.bitselect(near, far, f32x4.lt(size, constant(TANH_NEAR))), sign)
}
