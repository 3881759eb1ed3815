import { FLOAT, storeLanes } from './lanes'

// Rows and columns of a register tile: twelve accumulators, two vectors of B and one splat of A fill the sixteen vector
// registers of x64.
const TILE_ROWS: i32 = 6
const TILE_COLUMNS: i32 = 8
// Rows and depth of the block of A that stays in the cache while all of B's columns pass by.
const BLOCK_ROWS: i32 = 192
const BLOCK_DEPTH: i32 = 128

/**
 * `C = A B`, or `C += A B` with `accumulate`, for float32 matrices of any shape, C of `[m, n]`, the sums over `k`.
 *
 * A has a stride for its rows and one for its columns, so A and its transpose are the same to it; the rows of B and C
 * are contiguous. Strides are in elements. An element of C is summed in the same order whatever `m` and `n`
 * are: a row of a batch gets the same bytes whichever rows stand beside it.
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
  const aRow = <usize>aRowStride * FLOAT
  const aColumn = <usize>aColumnStride * FLOAT
  const bRow = <usize>bRowStride * FLOAT
  const cRow = <usize>cRowStride * FLOAT
  // A first pass always runs: with nothing to sum it clears C.
  let depth = 0
  do {
    const depthOfBlock = min(BLOCK_DEPTH, k - depth)
    const add = accumulate || depth > 0
    for (let top = 0; top < m; top += BLOCK_ROWS) {
      const bottom = min(top + BLOCK_ROWS, m)
      for (let column = 0; column < n; column += TILE_COLUMNS) {
        const fromB = b + <usize>depth * bRow + <usize>column * FLOAT
        for (let row = top; row < bottom; ) {
          const left = bottom - row
          // Seven and eight rows are 4 + 3 and 4 + 4: a tile of one or two rows has too few sums in flight.
          const rows = left <= TILE_ROWS ? left : left < 9 ? 4 : TILE_ROWS
          const fromA = a + <usize>row * aRow + <usize>depth * aColumn
          const toC = c + <usize>row * cRow + <usize>column * FLOAT
          tile(rows, min(TILE_COLUMNS, n - column), depthOfBlock, fromA, aRow, aColumn, fromB, bRow, toC, cRow, add)
          row += rows
        }
      }
    }
    depth += BLOCK_DEPTH
  } while (depth < k)
}

function tile(
  rows: i32,
  columns: i32,
  k: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  if (columns > 4) {
    switch (rows) {
      case 6:
        product(6, true, columns - 4, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
      case 5:
        product(5, true, columns - 4, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
      case 4:
        product(4, true, columns - 4, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
      case 3:
        product(3, true, columns - 4, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
      case 2:
        product(2, true, columns - 4, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
      case 1:
        product(1, true, columns - 4, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
    }
  } else {
    switch (rows) {
      case 6:
        product(6, false, columns, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
      case 5:
        product(5, false, columns, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
      case 4:
        product(4, false, columns, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
      case 3:
        product(3, false, columns, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
      case 2:
        product(2, false, columns, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
      case 1:
        product(1, false, columns, k, a, aRow, aColumn, b, bRow, c, cRow, add)
        break
    }
  }
}

/**
 * One tile. `rows` and `wide` (two vectors a row instead of one) are constants at every call, so that each call becomes
 * a loop without branches.
 *
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
  bRow: usize,
  c: usize,
  cRow: usize,
  add: bool,
): void {
  let sum00 = f32x4.splat(0)
  let sum01 = f32x4.splat(0)
  let sum10 = f32x4.splat(0)
  let sum11 = f32x4.splat(0)
  let sum20 = f32x4.splat(0)
  let sum21 = f32x4.splat(0)
  let sum30 = f32x4.splat(0)
  let sum31 = f32x4.splat(0)
  let sum40 = f32x4.splat(0)
  let sum41 = f32x4.splat(0)
  let sum50 = f32x4.splat(0)
  let sum51 = f32x4.splat(0)
  let a1 = a + aRow
  let a2 = a1 + aRow
  let a3 = a2 + aRow
  let a4 = a3 + aRow
  let a5 = a4 + aRow
  for (; k > 0; k--) {
    const b0 = v128.load(b)
    const b1 = wide ? v128.load(b, 16) : b0
    b += bRow
    const splat0 = v128.load32_splat(a)
    a += aColumn
    sum00 = f32x4.add(sum00, f32x4.mul(splat0, b0))
    if (wide) sum01 = f32x4.add(sum01, f32x4.mul(splat0, b1))
    if (rows > 1) {
      const splat1 = v128.load32_splat(a1)
      a1 += aColumn
      sum10 = f32x4.add(sum10, f32x4.mul(splat1, b0))
      if (wide) sum11 = f32x4.add(sum11, f32x4.mul(splat1, b1))
    }
    if (rows > 2) {
      const splat2 = v128.load32_splat(a2)
      a2 += aColumn
      sum20 = f32x4.add(sum20, f32x4.mul(splat2, b0))
      if (wide) sum21 = f32x4.add(sum21, f32x4.mul(splat2, b1))
    }
    if (rows > 3) {
      const splat3 = v128.load32_splat(a3)
      a3 += aColumn
      sum30 = f32x4.add(sum30, f32x4.mul(splat3, b0))
      if (wide) sum31 = f32x4.add(sum31, f32x4.mul(splat3, b1))
    }
    if (rows > 4) {
      const splat4 = v128.load32_splat(a4)
      a4 += aColumn
      sum40 = f32x4.add(sum40, f32x4.mul(splat4, b0))
      if (wide) sum41 = f32x4.add(sum41, f32x4.mul(splat4, b1))
    }
    if (rows > 5) {
      const splat5 = v128.load32_splat(a5)
      a5 += aColumn
      sum50 = f32x4.add(sum50, f32x4.mul(splat5, b0))
      if (wide) sum51 = f32x4.add(sum51, f32x4.mul(splat5, b1))
    }
  }
  storeRow(wide, lanes, c, sum00, sum01, add)
  if (rows > 1) storeRow(wide, lanes, c + 1 * cRow, sum10, sum11, add)
  if (rows > 2) storeRow(wide, lanes, c + 2 * cRow, sum20, sum21, add)
  if (rows > 3) storeRow(wide, lanes, c + 3 * cRow, sum30, sum31, add)
  if (rows > 4) storeRow(wide, lanes, c + 4 * cRow, sum40, sum41, add)
  if (rows > 5) storeRow(wide, lanes, c + 5 * cRow, sum50, sum51, add)
}

@inline
function storeRow(wide: bool, lanes: i32, c: usize, first: v128, second: v128, add: bool): void {
  if (add) {
    first = f32x4.add(v128.load(c), first)
    if (wide) second = f32x4.add(v128.load(c, 16), second)
  }
  if (wide) {
    v128.store(c, first)
    storeLanes(c + 16, second, lanes)
  } else {
    storeLanes(c, first, lanes)
  }
}
