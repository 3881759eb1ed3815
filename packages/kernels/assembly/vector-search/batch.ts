import { gemmPacked } from '../gemm'
import { BLOCK_ROWS, Found, Search } from './search'

const PANEL_ROWS: u32 = 8

/** The products of all queries with a block of rows, and from them the best rows of everything that is asked. */
export function searchBatch(search: Search, found: Found, from: u32, to: u32): void {
  packUnitRows(search, found.panels, from, to)
  const dimension = <i32>search.dimension
  const columns = <i32>BLOCK_ROWS
  gemmPacked(
    <i32>search.queryCount, columns, dimension, search.queries, dimension, 1, found.panels, found.products, columns, false,
  )
  const keep = <usize>search.wanted
  const productBytes = <usize>BLOCK_ROWS << 2
  const count = to - from
  for (let index: usize = 0; index < <usize>search.askedCount; index++) {
    const rows = search.asked + index * 12
    const first = found.products + <usize>load<u32>(rows) * productBytes
    const second = load<u32>(rows, 4)
    const third = load<u32>(rows, 8)
    const scores = found.batchScores + ((index * keep) << 2)
    const ids = found.batchRows + ((index * keep) << 2)
    if (second >= search.queryCount) {
      best1(first, count, from, scores, ids, keep)
    } else {
      best3(
        first, found.products + <usize>second * productBytes, found.products + <usize>third * productBytes,
        count, from, scores, ids, keep,
      )
    }
  }
}

/** Rows of length 1, or 0, as panels `[panel][dimension][8]`; rows beyond the last are 0. */
function packUnitRows(search: Search, target: usize, from: u32, to: u32): void {
  const dimension = <usize>search.dimension
  const rowBytes = dimension << 2
  for (let panel: u32 = 0; panel < BLOCK_ROWS; panel += PANEL_ROWS) {
    for (let lane: u32 = 0; lane < PANEL_ROWS; lane++) {
      const row = from + panel + lane
      let to0 = target + (<usize>lane << 2)
      if (row >= to) {
        for (let column: usize = 0; column < dimension; column++, to0 += 32) store<f32>(to0, 0)
        continue
      }
      const inverse = load<f32>(search.inverseNorms + (<usize>row << 2))
      let source = search.matrix + <usize>row * rowBytes
      for (let column: usize = 0; column < dimension; column++, to0 += 32, source += 4) {
        store<f32>(to0, load<f32>(source) * inverse)
      }
    }
    target += dimension << 5
  }
}

/** Looks for rows that belong to the best of one query; nearly always there are none among four. */
function best1(products: usize, count: u32, from: u32, scores: usize, ids: usize, keep: usize): void {
  const last = scores + ((keep - 1) << 2)
  let least = f32x4.splat(load<f32>(last))
  for (let row: u32 = 0; row < count; row += 4) {
    const values = v128.load(products + (<usize>row << 2))
    if (!v128.any_true(f32x4.gt(values, least))) continue
    insertFour(values, row, count, from, scores, ids, keep)
    least = f32x4.splat(load<f32>(last))
  }
}

/** The same for the first + the second − the third. */
function best3(
  first: usize,
  second: usize,
  third: usize,
  count: u32,
  from: u32,
  scores: usize,
  ids: usize,
  keep: usize,
): void {
  const last = scores + ((keep - 1) << 2)
  let least = f32x4.splat(load<f32>(last))
  for (let row: u32 = 0; row < count; row += 4) {
    const at = <usize>row << 2
    const values = f32x4.sub(f32x4.add(v128.load(first + at), v128.load(second + at)), v128.load(third + at))
    if (!v128.any_true(f32x4.gt(values, least))) continue
    insertFour(values, row, count, from, scores, ids, keep)
    least = f32x4.splat(load<f32>(last))
  }
}

function insertFour(values: v128, row: u32, count: u32, from: u32, scores: usize, ids: usize, keep: usize): void {
  insert(f32x4.extract_lane(values, 0), from + row, scores, ids, keep)
  if (row + 1 < count) insert(f32x4.extract_lane(values, 1), from + row + 1, scores, ids, keep)
  if (row + 2 < count) insert(f32x4.extract_lane(values, 2), from + row + 2, scores, ids, keep)
  if (row + 3 < count) insert(f32x4.extract_lane(values, 3), from + row + 3, scores, ids, keep)
}

/** Keeps the best in order. */
function insert(score: f32, row: u32, scores: usize, ids: usize, keep: usize): void {
  let at = keep - 1
  if (!(score > load<f32>(scores + (at << 2)))) return
  while (at > 0) {
    const above = load<f32>(scores + ((at - 1) << 2))
    if (above >= score) break
    store<f32>(scores + (at << 2), above)
    store<u32>(ids + (at << 2), load<u32>(ids + ((at - 1) << 2)))
    at--
  }
  store<f32>(scores + (at << 2), score)
  store<u32>(ids + (at << 2), row)
}
