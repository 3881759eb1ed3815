import { multiplyAdd } from '../lanes'
import { keepCandidate, threshold } from './candidates'
import { Found, Search } from './search'

@inline
function sumOfLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<u32>(v, v, 2, 3, 0, 1))
  return f32x4.extract_lane(f32x4.add(pairs, v128.shuffle<u32>(pairs, pairs, 1, 0, 3, 2)), 0)
}

/** The product of two vectors of any length; two sums in flight. */
@inline
function dot(a: usize, b: usize, dimension: u32): f32 {
  let first = f32x4.splat(0)
  let second = f32x4.splat(0)
  const bytes = <usize>dimension << 2
  let at: usize = 0
  for (; at + 32 <= bytes; at += 32) {
    first = multiplyAdd(v128.load(a + at), v128.load(b + at), first)
    second = multiplyAdd(v128.load(a + at, 16), v128.load(b + at, 16), second)
  }
  if (at + 16 <= bytes) {
    first = multiplyAdd(v128.load(a + at), v128.load(b + at), first)
    at += 16
  }
  let sum = sumOfLanes(f32x4.add(first, second))
  for (; at < bytes; at += 4) sum += load<f32>(a + at) * load<f32>(b + at)
  return sum
}

/** Rows that are shorter or longer leave float32 on the way to their cosine. */
const SHORTEST: f64 = 1e-36
const LONGEST: f64 = 1e36
/** Between these, a sum of squares has lost nothing that matters to numbers too small or too large for float32. */
const SMALLEST_SQUARES: f32 = 1e-25
const LARGEST_SQUARES: f32 = 1e30

/** 1 ÷ norm; 0 for a row of zeros, and no number for rows that float32 cannot handle: those are always candidates. */
@inline
function inverseNorm(row: usize, dimension: u32): f32 {
  const squares = dot(row, row, dimension)
  if (squares > SMALLEST_SQUARES && squares < LARGEST_SQUARES) return 1 / sqrt<f32>(squares)
  return carefulInverseNorm(row, dimension)
}

/** For rows whose squares leave float32, and for rows of zeros. */
function carefulInverseNorm(row: usize, dimension: u32): f32 {
  let sum: f64 = 0
  for (let column: usize = 0; column < <usize>dimension; column++) {
    const value = <f64>load<f32>(row + (column << 2))
    sum += value * value
  }
  if (sum == 0) return 0
  const norm = sqrt<f64>(sum)
  return norm < SHORTEST || norm > LONGEST ? f32.NaN : <f32>(1 / norm)
}

export function norms(search: Search, from: u32, to: u32): void {
  const rowBytes = <usize>search.dimension << 2
  let row = search.matrix + <usize>from * rowBytes
  for (let index = from; index < to; index++) {
    store<f32>(search.inverseNorms + (<usize>index << 2), inverseNorm(row, search.dimension))
    row += rowBytes
  }
}

/** Candidates of one query. With `measure` the norms are computed on the way. */
export function searchFloats(search: Search, found: Found, from: u32, to: u32, measure: bool): void {
  const dimension = search.dimension
  const rowBytes = <usize>dimension << 2
  const query = search.query
  const error = search.queryError
  let least = threshold(search, found) - error
  let row = search.matrix + <usize>from * rowBytes
  for (let index = from; index < to; index++) {
    const at = search.inverseNorms + (<usize>index << 2)
    if (measure) store<f32>(at, inverseNorm(row, dimension))
    const score = dot(row, query, dimension) * load<f32>(at)
    // Not "less": what is no number must not get lost.
    if (!(score < least)) {
      keepCandidate(search, found, index, score, error)
      least = threshold(search, found) - error
    }
    row += rowBytes
  }
}
