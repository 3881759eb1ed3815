import { FLOAT } from './lanes'

/** Columns of a panel: two vectors. */
export const PANEL_COLUMNS: i32 = 8

/**
 * Rearranges a matrix into panels of eight columns, `[panel][depth][8]`, so that a matrix product reads it front to back.
 * Columns that are missing in the last panel become 0.
 *
 * @param target room for `ceil(columns / 8) * 8 * depth` elements
 * @param depth rows of the panels
 * @param from first row of the panels to be filled; `count` of them are
 * @param rowStride elements between rows of the source; `columnStride` between its columns: the transpose is another order
 * of strides
 */
export function packPanels(
  target: usize,
  depth: i32,
  from: i32,
  count: i32,
  columns: i32,
  source: usize,
  rowStride: i32,
  columnStride: i32,
): void {
  const panelBytes = <usize>(depth * PANEL_COLUMNS) * FLOAT
  const columnBytes = <usize>columnStride * FLOAT
  target += <usize>(from * PANEL_COLUMNS) * FLOAT
  for (let column = 0; column < columns; column += PANEL_COLUMNS) {
    packPanel(target, count, min(PANEL_COLUMNS, columns - column), source, rowStride, columnStride)
    target += panelBytes
    source += <usize>PANEL_COLUMNS * columnBytes
  }
}

/** One panel of {@link packPanels}. */
export function packPanel(
  target: usize,
  count: i32,
  columns: i32,
  source: usize,
  rowStride: i32,
  columnStride: i32,
): void {
  const rowBytes = <usize>rowStride * FLOAT
  const columnBytes = <usize>columnStride * FLOAT
  if (columns == PANEL_COLUMNS && columnStride == 1) {
    for (let row = 0; row < count; row++) {
      v128.store(target, v128.load(source))
      v128.store(target, v128.load(source, 16), 16)
      target += 32
      source += rowBytes
    }
    return
  }
  for (let row = 0; row < count; row++) {
    let from = source
    for (let column = 0; column < columns; column++) {
      store<f32>(target + <usize>column * FLOAT, load<f32>(from))
      from += columnBytes
    }
    for (let column = columns; column < PANEL_COLUMNS; column++) store<f32>(target + <usize>column * FLOAT, 0)
    target += 32
    source += rowBytes
  }
}
