import { FLOAT, multiplyAdd } from './lanes'
import { PANEL_COLUMNS } from './panels'

/** Columns that are summed at a time: eight sums in flight hide how long an addition takes. */
const COLUMNS: i32 = 4 * PANEL_COLUMNS

/**
 * The product of a single row with panels, as `gemmPacked` has it and to the same bits, for as many columns as there are
 * whole groups of four panels. A tile of one row by one panel has two sums in flight and waits for them (measured: nearly
 * twice the time).
 *
 * @param k none are done when it is odd: what a remainder takes makes Node 20 run out of registers in the loop
 * @param a its elements are `aColumn` bytes apart
 * @returns how many columns are done
 */
export function multiplyRow(n: i32, k: i32, a: usize, aColumn: usize, panels: usize, c: usize, add: bool): i32 {
  const panelBytes = <usize>(k * PANEL_COLUMNS) * FLOAT
  if (k % 2 != 0) return 0
  let column = 0
  for (; column + COLUMNS <= n; column += COLUMNS) {
    multiplyFour(k, a, aColumn, panels, panelBytes, c, add)
    panels += 4 * panelBytes
    c += <usize>COLUMNS * FLOAT
  }
  return column
}

function multiplyFour(k: i32, a: usize, aColumn: usize, b: usize, panelBytes: usize, c: usize, add: bool): void {
  let sum0 = add ? v128.load(c) : f32x4.splat(0)
  let sum1 = add ? v128.load(c, 16) : f32x4.splat(0)
  let sum2 = add ? v128.load(c, 32) : f32x4.splat(0)
  let sum3 = add ? v128.load(c, 48) : f32x4.splat(0)
  let sum4 = add ? v128.load(c, 64) : f32x4.splat(0)
  let sum5 = add ? v128.load(c, 80) : f32x4.splat(0)
  let sum6 = add ? v128.load(c, 96) : f32x4.splat(0)
  let sum7 = add ? v128.load(c, 112) : f32x4.splat(0)
  let b1 = b + panelBytes
  let b2 = b1 + panelBytes
  let b3 = b2 + panelBytes
  // Two rows of B a turn: with one, too, Node 20 runs out of registers (measured: 20 instead of 36 GFLOP/s).
  for (; k > 0; k -= 2) {
    let splat = v128.load32_splat(a)
    sum0 = multiplyAdd(splat, v128.load(b), sum0)
    sum1 = multiplyAdd(splat, v128.load(b, 16), sum1)
    sum2 = multiplyAdd(splat, v128.load(b1), sum2)
    sum3 = multiplyAdd(splat, v128.load(b1, 16), sum3)
    sum4 = multiplyAdd(splat, v128.load(b2), sum4)
    sum5 = multiplyAdd(splat, v128.load(b2, 16), sum5)
    sum6 = multiplyAdd(splat, v128.load(b3), sum6)
    sum7 = multiplyAdd(splat, v128.load(b3, 16), sum7)
    splat = v128.load32_splat(a + aColumn)
    sum0 = multiplyAdd(splat, v128.load(b, 32), sum0)
    sum1 = multiplyAdd(splat, v128.load(b, 48), sum1)
    sum2 = multiplyAdd(splat, v128.load(b1, 32), sum2)
    sum3 = multiplyAdd(splat, v128.load(b1, 48), sum3)
    sum4 = multiplyAdd(splat, v128.load(b2, 32), sum4)
    sum5 = multiplyAdd(splat, v128.load(b2, 48), sum5)
    sum6 = multiplyAdd(splat, v128.load(b3, 32), sum6)
    sum7 = multiplyAdd(splat, v128.load(b3, 48), sum7)
    a += 2 * aColumn
    b += 64
    b1 += 64
    b2 += 64
    b3 += 64
  }
  v128.store(c, sum0)
  v128.store(c, sum1, 16)
  v128.store(c, sum2, 32)
  v128.store(c, sum3, 48)
  v128.store(c, sum4, 64)
  v128.store(c, sum5, 80)
  v128.store(c, sum6, 96)
  v128.store(c, sum7, 112)
}
