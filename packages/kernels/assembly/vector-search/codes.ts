import { keepCandidate, threshold } from './candidates'
import { Found, Search } from './search'

/** Whole numbers of rows go from −127 to 127. */
const LARGEST: f32 = 127

/**
 * Rounds rows to whole numbers times a scale: `x = scale · c + r`. What is kept beside `c`: `scale ÷ |x|`, and `|r| ÷ |x|`
 * rounded up. By Cauchy and Schwarz a unit query q then has `|q·x ÷ |x| − q·c · scale ÷ |x|| ≤ |r| ÷ |x|`.
 */
export function makeCodes(search: Search, from: u32, to: u32): void {
  const dimension = search.dimension
  const rowBytes = <usize>dimension << 2
  for (let index = from; index < to; index++) {
    const row = search.matrix + <usize>index * rowBytes
    const codes = search.codes + <usize>index * <usize>search.codeStride
    const inverse = load<f32>(search.inverseNorms + (<usize>index << 2))
    const largest = largestValue(row, rowBytes)
    const scale = largest / LARGEST
    const perScale: f32 = scale == 0 ? 0 : 1 / scale
    const usable = isFinite<f32>(perScale) && isFinite<f32>(inverse)
    let left: f64 = 0
    if (usable) left = roundRow(row, codes, dimension, scale, perScale)
    // Rows that are too small or too large for all this have no numbers, and may be anything.
    const residual = usable ? <f32>(sqrt<f64>(left) * <f64>inverse * 1.000001) : <f32>1
    store<f32>(search.factors + (<usize>index << 2), usable ? scale * inverse : 0)
    store<f32>(search.residuals + (<usize>index << 2), inverse == 0 ? 0 : min<f32>(1, residual))
  }
}

@inline
function largestValue(row: usize, rowBytes: usize): f32 {
  let largest = f32x4.splat(0)
  let at: usize = 0
  for (; at + 16 <= rowBytes; at += 16) largest = f32x4.max(largest, f32x4.abs(v128.load(row + at)))
  let result = max<f32>(
    max<f32>(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
    max<f32>(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
  )
  for (; at < rowBytes; at += 4) result = max<f32>(result, abs<f32>(load<f32>(row + at)))
  return result
}

/** Writes whole numbers, and gives the sum of squares of what they leave out. */
@inline
function roundRow(row: usize, codes: usize, dimension: u32, scale: f32, perScale: f32): f64 {
  let left: f64 = 0
  const scales = f32x4.splat(scale)
  const perScales = f32x4.splat(perScale)
  let lefts = f32x4.splat(0)
  let column: usize = 0
  for (; column + 4 <= <usize>dimension; column += 4) {
    const values = v128.load(row + (column << 2))
    const whole = f32x4.nearest(f32x4.mul(values, perScales))
    const rest = f32x4.div(f32x4.sub(values, f32x4.mul(whole, scales)), scales)
    lefts = f32x4.add(lefts, f32x4.mul(rest, rest))
    const integers = i32x4.trunc_sat_f32x4_s(whole)
    const words = i16x8.narrow_i32x4_s(integers, integers)
    v128.store32_lane(codes + column, i8x16.narrow_i16x8_s(words, words), 0)
  }
  left =
    <f64>f32x4.extract_lane(lefts, 0) +
    <f64>f32x4.extract_lane(lefts, 1) +
    <f64>f32x4.extract_lane(lefts, 2) +
    <f64>f32x4.extract_lane(lefts, 3)
  for (; column < <usize>dimension; column++) {
    const value = load<f32>(row + (column << 2))
    const whole = nearest<f32>(value * perScale)
    const rest = <f64>((value - whole * scale) / scale)
    left += rest * rest
    store<i8>(codes + column, <i8>whole)
  }
  // In units of the scale until here, where no square leaves float32. Rounding of the rests adds less than this.
  return left * <f64>scale * <f64>scale * 1.0001 + <f64>scale * <f64>scale * <f64>dimension * 1e-9
}

/** Candidates of one query by whole numbers. */
export function searchCodes(search: Search, found: Found, from: u32, to: u32): void {
  const stride = <usize>search.codeStride
  const query = search.query
  const scale = search.queryScale
  const queryError = search.queryError
  let least = threshold(search, found)
  let codes = search.codes + <usize>from * stride
  for (let index = from; index < to; index++) {
    let first = i32x4.splat(0)
    let second = i32x4.splat(0)
    for (let at: usize = 0; at < stride; at += 16) {
      const numbers = v128.load(codes + at)
      const low = i16x8.extend_low_i8x16_s(numbers)
      const high = i16x8.extend_high_i8x16_s(numbers)
      first = i32x4.add(first, i32x4.dot_i16x8_s(low, v128.load(query + (at << 1))))
      second = i32x4.add(second, i32x4.dot_i16x8_s(high, v128.load(query + (at << 1), 16)))
    }
    const sums = i32x4.add(first, second)
    const pairs = i32x4.add(sums, v128.shuffle<u32>(sums, sums, 2, 3, 0, 1))
    const sum = i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)
    const score = <f32>sum * scale * load<f32>(search.factors + (<usize>index << 2))
    const error = load<f32>(search.residuals + (<usize>index << 2)) + queryError
    if (!(score + error < least)) {
      keepCandidate(search, found, index, score, error)
      least = threshold(search, found)
    }
    codes += stride
  }
}
