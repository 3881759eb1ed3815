import { FLOAT } from './lanes'

/**
 * One optimizer step on chosen rows of a table. `Settings` is one of the classes with an `update` for a run of elements.
 *
 * Rows are independent of each other: a part of `ids` with its part of `gradient` gives the same bytes as the whole.
 *
 * @param weight `[table rows, columns]`, as are the slots
 * @param gradient `[count, columns]`
 * @param ids `[count]` int32, each once
 * @param frozen 0, or `[table rows]` bytes: 1 for a row that stays as it is
 */
export function updateRows<Settings>(
  settings: Settings,
  weight: usize,
  slot0: usize,
  slot1: usize,
  slot2: usize,
  gradient: usize,
  ids: usize,
  frozen: usize,
  count: i32,
  columns: i32,
): void {
  const rowBytes = <usize>columns * FLOAT
  for (let i = 0; i < count; i++, gradient += rowBytes) {
    const id = <usize>load<i32>(ids + <usize>i * FLOAT)
    if (frozen != 0 && load<u8>(frozen + id) != 0) continue
    const at = id * rowBytes
    settings.update(weight + at, slot0 + at, slot1 + at, slot2 + at, gradient, columns)
  }
}

/**
 * One optimizer step on every row of a table; a row without a gradient has a gradient of 0. Rows are independent of each
 * other, as in {@link updateRows}: a part is given by moving `weight`, the slots, `slotOfId` and `frozen` to its first row.
 *
 * @param weight `[rows, columns]`, as are the slots
 * @param gradient `[count, columns]`
 * @param slotOfId `[rows]` int32: 0, or 1 + the row of `gradient`
 * @param zeros `[columns]` zeros
 * @param frozen 0, or `[rows]` bytes: 1 for a row that stays as it is
 */
export function updateTable<Settings>(
  settings: Settings,
  weight: usize,
  slot0: usize,
  slot1: usize,
  slot2: usize,
  gradient: usize,
  slotOfId: usize,
  zeros: usize,
  frozen: usize,
  rows: i32,
  columns: i32,
): void {
  const rowBytes = <usize>columns * FLOAT
  for (let row = 0; row < rows; row++) {
    if (frozen != 0 && load<u8>(frozen + <usize>row) != 0) continue
    const slot = load<i32>(slotOfId + <usize>row * FLOAT)
    const from = slot == 0 ? zeros : gradient + <usize>(slot - 1) * rowBytes
    const at = <usize>row * rowBytes
    settings.update(weight + at, slot0 + at, slot1 + at, slot2 + at, from, columns)
  }
}
