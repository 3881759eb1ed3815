import { FLOAT, multiplyAdd, storeLanes } from './lanes'
import { packPanel, PANEL_COLUMNS } from './panels'
import { multiplyRow } from './row-product'

// A register tile is five rows by eight columns: ten accumulators, two vectors of B, a splat of A and a product make
// fourteen, and engines keep one of the sixteen vector registers of x64 for themselves. With six rows the build without
// fused multiply-add spills (measured: 29 instead of 42 GFLOP/s on Node 20).
const TILE_ROWS: i32 = 5
/** Rows of B that are multiplied before the next ones are read: a panel of them fits into the first-level cache. */
export const BLOCK_DEPTH: i32 = 256

/** Of this thread: room for one panel of {@link BLOCK_DEPTH} rows. */
let scratch: usize = 0

/** Gives this thread `BLOCK_DEPTH * 8` elements of its own, before its first product. */
export function useScratch(address: usize): void {
  scratch = address
}

/**
 * `C = A B`, or `C += A B` with `accumulate`, for float32 matrices of any shape, C of `[m, n]`, the sums over `k`.
 *
 * A has a stride for its rows and one for its columns, so A and its transpose are the same to it; the rows of B and C
 * are contiguous. Strides are in elements. An element of C is summed in the same order whatever `m` and `n`
 * are: a row of a batch gets the same bytes whichever rows stand beside it, and threads may share the rows or columns.
 */
export function gemm(
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  aRowStride: i32,
  aColumnStride: i32,
  b: usize,
  bRowStride: i32,
  c: usize,
  cRowStride: i32,
  accumulate: bool,
): void {
  // A first pass always runs: with nothing to sum it clears C.
  let depth = 0
  do {
    const count = min(BLOCK_DEPTH, k - depth)
    for (let column = 0; column < n; column += PANEL_COLUMNS) {
      const columns = min(PANEL_COLUMNS, n - column)
      const from = b + (<usize>depth * <usize>bRowStride + <usize>column) * FLOAT
      packPanel(scratch, count, columns, from, bRowStride, 1)
      const fromA = a + <usize>depth * <usize>aColumnStride * FLOAT
      const toC = c + <usize>column * FLOAT
      multiplyPanel(m, columns, count, fromA, aRowStride, aColumnStride, scratch, toC, cRowStride, accumulate || depth > 0)
    }
    depth += BLOCK_DEPTH
  } while (depth < k)
}

/** {@link gemm} with a B that `packPanels` has rearranged, for products that use it again and again. */
export function gemmPacked(
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  aRowStride: i32,
  aColumnStride: i32,
  panels: usize,
  c: usize,
  cRowStride: i32,
  accumulate: bool,
): void {
  const done = m == 1 ? multiplyRow(n, k, a, <usize>aColumnStride * FLOAT, panels, c, accumulate) : 0
  let depth = 0
  do {
    const count = min(BLOCK_DEPTH, k - depth)
    for (let column = done; column < n; column += PANEL_COLUMNS) {
      const columns = min(PANEL_COLUMNS, n - column)
      const panel = panels + (<usize>column * <usize>k + <usize>depth * <usize>PANEL_COLUMNS) * FLOAT
      const fromA = a + <usize>depth * <usize>aColumnStride * FLOAT
      const toC = c + <usize>column * FLOAT
      multiplyPanel(m, columns, count, fromA, aRowStride, aColumnStride, panel, toC, cRowStride, accumulate || depth > 0)
    }
    depth += BLOCK_DEPTH
  } while (depth < k)
}

/** All rows of A by one panel of B. */
function multiplyPanel(
  m: i32,
  columns: i32,
  k: i32,
  a: usize,
  aRowStride: i32,
  aColumnStride: i32,
  panel: usize,
  c: usize,
  cRowStride: i32,
  add: bool,
): void {
  const aRow = <usize>aRowStride * FLOAT
  const aColumn = <usize>aColumnStride * FLOAT
  const cRow = <usize>cRowStride * FLOAT
  for (let left = m; left > 0; ) {
    const rows = rowsOfTile(left)
    tile(rows, columns, k, a, aRow, aColumn, panel, c, cRow, add)
    left -= rows
    a += <usize>rows * aRow
    c += <usize>rows * cRow
  }
}

/** Six rows are 3 + 3, seven 4 + 3, eight 4 + 4: a tile of one or two rows has too few sums in flight. */
@inline
function rowsOfTile(left: i32): i32 {
  if (left <= TILE_ROWS) return left
  return left < 9 ? (left + 1) >> 1 : TILE_ROWS
}

function tile(
  rows: i32,
  columns: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  if (columns > 4) {
    const lanes = columns - 4
    if (rows == 5) tile5x8(lanes, k, a, aRow, aColumn, b, c, cRow, add)
    else if (rows == 4) tile4x8(lanes, k, a, aRow, aColumn, b, c, cRow, add)
    else if (rows == 3) tile3x8(lanes, k, a, aRow, aColumn, b, c, cRow, add)
    else if (rows == 2) tile2x8(lanes, k, a, aRow, aColumn, b, c, cRow, add)
    else tile1x8(lanes, k, a, aRow, aColumn, b, c, cRow, add)
  } else {
    if (rows == 5) tile5x4(columns, k, a, aRow, aColumn, b, c, cRow, add)
    else if (rows == 4) tile4x4(columns, k, a, aRow, aColumn, b, c, cRow, add)
    else if (rows == 3) tile3x4(columns, k, a, aRow, aColumn, b, c, cRow, add)
    else if (rows == 2) tile2x4(columns, k, a, aRow, aColumn, b, c, cRow, add)
    else tile1x4(columns, k, a, aRow, aColumn, b, c, cRow, add)
  }
}

// Each tile is a function of its own: engines run out of registers in one that has all the loops (measured on Node 20: 24
// instead of 40 GFLOP/s).

function tile5x8(
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  product(5, true, lanes, k, a, aRow, aColumn, b, c, cRow, add)
}

function tile4x8(
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  product(4, true, lanes, k, a, aRow, aColumn, b, c, cRow, add)
}

function tile3x8(
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  product(3, true, lanes, k, a, aRow, aColumn, b, c, cRow, add)
}

function tile2x8(
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  product(2, true, lanes, k, a, aRow, aColumn, b, c, cRow, add)
}

function tile1x8(
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  product(1, true, lanes, k, a, aRow, aColumn, b, c, cRow, add)
}

function tile5x4(
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  product(5, false, lanes, k, a, aRow, aColumn, b, c, cRow, add)
}

function tile4x4(
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  product(4, false, lanes, k, a, aRow, aColumn, b, c, cRow, add)
}

function tile3x4(
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  product(3, false, lanes, k, a, aRow, aColumn, b, c, cRow, add)
}

function tile2x4(
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  product(2, false, lanes, k, a, aRow, aColumn, b, c, cRow, add)
}

function tile1x4(
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  product(1, false, lanes, k, a, aRow, aColumn, b, c, cRow, add)
}

/**
 * One tile. `rows` and `wide` are constants where this is inlined, so that each tile becomes straight-line code.
 *
 * @param wide five to eight columns rather than one to four
 * @param lanes columns in the last vector
 */
@inline
function product(
  rows: i32,
  wide: bool,
  lanes: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  // Sums begin with what is to be added to: added behind the loop, Node 20 spills them in it (24 instead of 37 GFLOP/s).
  let sum00 = add ? v128.load(c) : f32x4.splat(0)
  let sum01 = wide && add ? v128.load(c, 16) : f32x4.splat(0)
  let sum10 = rows > 1 && add ? v128.load(c + 1 * cRow) : f32x4.splat(0)
  let sum11 = rows > 1 && wide && add ? v128.load(c + 1 * cRow, 16) : f32x4.splat(0)
  let sum20 = rows > 2 && add ? v128.load(c + 2 * cRow) : f32x4.splat(0)
  let sum21 = rows > 2 && wide && add ? v128.load(c + 2 * cRow, 16) : f32x4.splat(0)
  let sum30 = rows > 3 && add ? v128.load(c + 3 * cRow) : f32x4.splat(0)
  let sum31 = rows > 3 && wide && add ? v128.load(c + 3 * cRow, 16) : f32x4.splat(0)
  let sum40 = rows > 4 && add ? v128.load(c + 4 * cRow) : f32x4.splat(0)
  let sum41 = rows > 4 && wide && add ? v128.load(c + 4 * cRow, 16) : f32x4.splat(0)
  let a1 = a + aRow
  let a2 = a1 + aRow
  let a3 = a2 + aRow
  let a4 = a3 + aRow
  // Comparing with an address saves counting k beside it: the loop is bound by how many instructions it has.
  const end = b + <usize>k * 32
  while (b != end) {
    const b0 = v128.load(b)
    const b1 = wide ? v128.load(b, 16) : b0
    b += 32
    const splat0 = v128.load32_splat(a)
    a += aColumn
    sum00 = multiplyAdd(splat0, b0, sum00)
    if (wide) sum01 = multiplyAdd(splat0, b1, sum01)
    if (rows > 1) {
      const splat1 = v128.load32_splat(a1)
      a1 += aColumn
      sum10 = multiplyAdd(splat1, b0, sum10)
      if (wide) sum11 = multiplyAdd(splat1, b1, sum11)
    }
    if (rows > 2) {
      const splat2 = v128.load32_splat(a2)
      a2 += aColumn
      sum20 = multiplyAdd(splat2, b0, sum20)
      if (wide) sum21 = multiplyAdd(splat2, b1, sum21)
    }
    if (rows > 3) {
      const splat3 = v128.load32_splat(a3)
      a3 += aColumn
      sum30 = multiplyAdd(splat3, b0, sum30)
      if (wide) sum31 = multiplyAdd(splat3, b1, sum31)
    }
    if (rows > 4) {
      const splat4 = v128.load32_splat(a4)
      a4 += aColumn
      sum40 = multiplyAdd(splat4, b0, sum40)
      if (wide) sum41 = multiplyAdd(splat4, b1, sum41)
    }
  }
  storeRow(wide, lanes, c, sum00, sum01)
  if (rows > 1) storeRow(wide, lanes, c + 1 * cRow, sum10, sum11)
  if (rows > 2) storeRow(wide, lanes, c + 2 * cRow, sum20, sum21)
  if (rows > 3) storeRow(wide, lanes, c + 3 * cRow, sum30, sum31)
  if (rows > 4) storeRow(wide, lanes, c + 4 * cRow, sum40, sum41)
}

@inline
function storeRow(wide: bool, lanes: i32, c: usize, first: v128, second: v128): void {
  if (wide) {
    v128.store(c, first)
    storeLanes(c + 16, second, lanes)
  } else {
    storeLanes(c, first, lanes)
  }
}
