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
  const r = rest(x, power, constant(MINUS_LN2_HIGH), constant(MINUS_LN2_LOW))
  let series = constant(EXP_SERIES)
  series = multiplyAdd(series, r, constant(EXP_SERIES + 16))
  series = multiplyAdd(series, r, constant(EXP_SERIES + 32))
  series = multiplyAdd(series, r, constant(EXP_SERIES + 48))
  series = multiplyAdd(series, r, constant(EXP_SERIES + 64))
  series = multiplyAdd(series, r, constant(EXP_SERIES + 80))
  return multiplyAdd(series, f32x4.mul(r, r), r)
}

/** What is left of x beyond `power` times ln 2. */
@inline
function rest(x: v128, power: v128, minusHigh: v128, minusLow: v128): v128 {
  return multiplyAdd(power, minusLow, multiplyAdd(power, minusHigh, x))
}

/** e^x. Below -87.33 the answer stays at the smallest normal number, above 88.37 at 2.4e38; NaN stays NaN. */
@inline
export function exp4(x: v128): v128 {
  // The pseudo-minimum is one instruction, the other one several; a NaN as first operand passes both.
  const clamped = f32x4.pmin(f32x4.pmax(x, constant(LOWEST)), constant(HIGHEST))
  const rounded = multiple(clamped)
  return scaled(f32x4.add(restMinusOne(clamped, rounded), constant(ONE)), rounded)
}

/** Of `rounded` the low bits remain, and adding them to the exponent's bits multiplies by that power of two. */
@inline
function scaled(value: v128, rounded: v128): v128 {
  return i32x4.add(value, i32x4.shl(rounded, 23))
}

/** 1 / (1 + e^-x). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = constant(ONE)
  return f32x4.div(one, f32x4.add(one, exp4(v128.xor(x, constant(SIGN)))))
}

@inline
function sigmoidOf(series: v128, rounded: v128, one: v128): v128 {
  return f32x4.div(one, f32x4.add(one, scaled(f32x4.add(series, one), rounded)))
}

/** tanh x as m / (m + 2) with m = e^2x - 1, which is made without the cancellation that e^2x - 1 has near 0. */
@inline
export function tanh4(x: v128): v128 {
  const clamped = f32x4.pmin(f32x4.pmax(f32x4.add(x, x), constant(TANH_LOWEST)), constant(TANH_HIGHEST))
  const rounded = multiple(clamped)
  return tanhOf(restMinusOne(clamped, rounded), rounded, constant(ONE))
}

@inline
function tanhOf(series: v128, rounded: v128, one: v128): v128 {
  const power = scaled(one, rounded)
  const m = multiplyAdd(power, series, f32x4.sub(power, one))
  return f32x4.div(m, f32x4.add(m, constant(TWO)))
}

/** {@link sigmoid4} of sixteen values: {@link storeFour}. */
export function storeSigmoids(target: usize, a: v128, b: v128, c: v128, d: v128): void {
  storeFour(false, target, a, b, c, d)
}

/** {@link tanh4} of sixteen values: {@link storeFour}. */
export function storeTanhs(target: usize, a: v128, b: v128, c: v128, d: v128): void {
  storeFour(true, target, a, b, c, d)
}

/**
 * The operations of {@link sigmoid4} or {@link tanh4} for four vectors in step, to the same bits. A processor overlaps these
 * long chains only as far as its registers for results in flight go, and here a constant takes one of them for four vectors
 * instead of one for each (measured: a third less time).
 */
@inline
function storeFour(isTanh: bool, target: usize, a: v128, b: v128, c: v128, d: v128): void {
  if (isTanh) {
    a = f32x4.add(a, a)
    b = f32x4.add(b, b)
    c = f32x4.add(c, c)
    d = f32x4.add(d, d)
  } else {
    const sign = constant(SIGN)
    a = v128.xor(a, sign)
    b = v128.xor(b, sign)
    c = v128.xor(c, sign)
    d = v128.xor(d, sign)
  }
  const lowest = constant(isTanh ? TANH_LOWEST : LOWEST)
  a = f32x4.pmax(a, lowest)
  b = f32x4.pmax(b, lowest)
  c = f32x4.pmax(c, lowest)
  d = f32x4.pmax(d, lowest)
  const highest = constant(isTanh ? TANH_HIGHEST : HIGHEST)
  a = f32x4.pmin(a, highest)
  b = f32x4.pmin(b, highest)
  c = f32x4.pmin(c, highest)
  d = f32x4.pmin(d, highest)
  const log2e = constant(LOG2_E)
  const round = constant(ROUND)
  const roundedA = multiplyAdd(a, log2e, round)
  const roundedB = multiplyAdd(b, log2e, round)
  const roundedC = multiplyAdd(c, log2e, round)
  const roundedD = multiplyAdd(d, log2e, round)
  const high = constant(MINUS_LN2_HIGH)
  const low = constant(MINUS_LN2_LOW)
  a = rest(a, f32x4.sub(roundedA, round), high, low)
  b = rest(b, f32x4.sub(roundedB, round), high, low)
  c = rest(c, f32x4.sub(roundedC, round), high, low)
  d = rest(d, f32x4.sub(roundedD, round), high, low)
  const first = constant(EXP_SERIES)
  const second = constant(EXP_SERIES + 16)
  let seriesA = multiplyAdd(first, a, second)
  let seriesB = multiplyAdd(first, b, second)
  let seriesC = multiplyAdd(first, c, second)
  let seriesD = multiplyAdd(first, d, second)
  const third = constant(EXP_SERIES + 32)
  seriesA = multiplyAdd(seriesA, a, third)
  seriesB = multiplyAdd(seriesB, b, third)
  seriesC = multiplyAdd(seriesC, c, third)
  seriesD = multiplyAdd(seriesD, d, third)
  const fourth = constant(EXP_SERIES + 48)
  seriesA = multiplyAdd(seriesA, a, fourth)
  seriesB = multiplyAdd(seriesB, b, fourth)
  seriesC = multiplyAdd(seriesC, c, fourth)
  seriesD = multiplyAdd(seriesD, d, fourth)
  const fifth = constant(EXP_SERIES + 64)
  seriesA = multiplyAdd(seriesA, a, fifth)
  seriesB = multiplyAdd(seriesB, b, fifth)
  seriesC = multiplyAdd(seriesC, c, fifth)
  seriesD = multiplyAdd(seriesD, d, fifth)
  const sixth = constant(EXP_SERIES + 80)
  seriesA = multiplyAdd(seriesA, a, sixth)
  seriesB = multiplyAdd(seriesB, b, sixth)
  seriesC = multiplyAdd(seriesC, c, sixth)
  seriesD = multiplyAdd(seriesD, d, sixth)
  seriesA = multiplyAdd(seriesA, f32x4.mul(a, a), a)
  seriesB = multiplyAdd(seriesB, f32x4.mul(b, b), b)
  seriesC = multiplyAdd(seriesC, f32x4.mul(c, c), c)
  seriesD = multiplyAdd(seriesD, f32x4.mul(d, d), d)
  const one = constant(ONE)
  v128.store(target, isTanh ? tanhOf(seriesA, roundedA, one) : sigmoidOf(seriesA, roundedA, one))
  v128.store(target, isTanh ? tanhOf(seriesB, roundedB, one) : sigmoidOf(seriesB, roundedB, one), 16)
  v128.store(target, isTanh ? tanhOf(seriesC, roundedC, one) : sigmoidOf(seriesC, roundedC, one), 32)
  v128.store(target, isTanh ? tanhOf(seriesD, roundedD, one) : sigmoidOf(seriesD, roundedD, one), 48)
}
