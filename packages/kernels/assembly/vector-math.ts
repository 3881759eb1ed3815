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
  -20, -20, -20, -20,
  20, 20, 20, 20,
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
const TANH_LOWEST: usize = 224
const TANH_HIGHEST: usize = 240
const SIGN: usize = 256

@inline
function constant(offset: usize): v128 {
  return v128.load(CONSTANTS + offset)
}

/** x as a whole multiple of ln 2, whose number is left in the low bits. */
@inline
function multiple(x: v128): v128 {
  return multiplyAdd(x, constant(LOG2_E), constant(ROUND))
}

/** e^r - 1 for what is left of x beyond that multiple. */
@inline
function restMinusOne(x: v128, rounded: v128): v128 {
  const power = f32x4.sub(rounded, constant(ROUND))
  const high = multiplyAdd(power, constant(MINUS_LN2_HIGH), x)
  const rest = multiplyAdd(power, constant(MINUS_LN2_LOW), high)
  let series = constant(EXP_SERIES)
  series = multiplyAdd(series, rest, constant(EXP_SERIES + 16))
  series = multiplyAdd(series, rest, constant(EXP_SERIES + 32))
  series = multiplyAdd(series, rest, constant(EXP_SERIES + 48))
  series = multiplyAdd(series, rest, constant(EXP_SERIES + 64))
  series = multiplyAdd(series, rest, constant(EXP_SERIES + 80))
  return multiplyAdd(series, f32x4.mul(rest, rest), rest)
}

/** e^x. Below -87.33 the answer stays at the smallest normal number, above 88.37 at 2.4e38; NaN stays NaN. */
@inline
export function exp4(x: v128): v128 {
  // The pseudo-minimum is one instruction, the other one several; a NaN as first operand passes both.
  const clamped = f32x4.pmin(f32x4.pmax(x, constant(LOWEST)), constant(HIGHEST))
  const rounded = multiple(clamped)
  const mantissa = f32x4.add(restMinusOne(clamped, rounded), constant(ONE))
  // Of `rounded` the low bits remain, and adding them to the exponent's bits scales.
  return i32x4.add(mantissa, i32x4.shl(rounded, 23))
}

/** 1 / (1 + e^-x). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = constant(ONE)
  return f32x4.div(one, f32x4.add(one, exp4(v128.xor(x, constant(SIGN)))))
}

/** tanh x as m / (m + 2) with m = e^2x - 1, which is made without the cancellation that e^2x - 1 has near 0. */
@inline
export function tanh4(x: v128): v128 {
  const clamped = f32x4.pmin(f32x4.pmax(f32x4.add(x, x), constant(TANH_LOWEST)), constant(TANH_HIGHEST))
  const rounded = multiple(clamped)
  const power = i32x4.add(constant(ONE), i32x4.shl(rounded, 23))
  const m = multiplyAdd(power, restMinusOne(clamped, rounded), f32x4.sub(power, constant(ONE)))
  return f32x4.div(m, f32x4.add(m, constant(TWO)))
}
