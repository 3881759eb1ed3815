import { FLOAT, storeLanes } from './lanes'

/** `target[i] = source[index[i]]` for `count` rows of `columns` elements; rows begin `…Stride` elements apart. */
export function gatherRows(
  target: usize,
  targetStride: i32,
  source: usize,
  sourceStride: i32,
  index: usize,
  count: i32,
  columns: i32,
): void {
  for (let i = 0; i < count; i++) {
    const row = <usize>load<i32>(index + <usize>i * FLOAT)
    memory.copy(target, source + row * <usize>sourceStride * FLOAT, <usize>columns * FLOAT)
    target += <usize>targetStride * FLOAT
  }
}

/** `target[index[i]] = source[i]` for `count` rows of `columns` elements; rows begin `…Stride` elements apart. */
export function scatterRows(
  target: usize,
  targetStride: i32,
  source: usize,
  sourceStride: i32,
  index: usize,
  count: i32,
  columns: i32,
): void {
  for (let i = 0; i < count; i++) {
    const row = <usize>load<i32>(index + <usize>i * FLOAT)
    memory.copy(target + row * <usize>targetStride * FLOAT, source, <usize>columns * FLOAT)
    source += <usize>sourceStride * FLOAT
  }
}

/**
 * Numbers the different ids of a batch from 1 in the order in which they first occur.
 *
 * @param slotOfId `[vocabulary]` int32, all 0 before; {@link releaseSlots} makes it so again
 * @param unique out: the different ids, room for `count`
 * @returns how many there are
 */
export function assignSlots(slotOfId: usize, unique: usize, ids: usize, count: i32): i32 {
  let slots = 0
  for (let i = 0; i < count; i++) {
    const id = load<i32>(ids + <usize>i * FLOAT)
    const slot = slotOfId + <usize>id * FLOAT
    if (load<i32>(slot) == 0) {
      store<i32>(unique + <usize>slots * FLOAT, id)
      store<i32>(slot, ++slots)
    }
  }
  return slots
}

/** Sets the slots of the given ids back to 0. */
export function releaseSlots(slotOfId: usize, unique: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<i32>(slotOfId + <usize>load<i32>(unique + <usize>i * FLOAT) * FLOAT, 0)
}

/**
 * `target[slotOfId[ids[i]] - 1] += source[i]`, row after row, so that the sums come out the same every time.
 *
 * @param target `[slots, columns]`, cleared first
 * @param source `[count, columns]`
 */
export function scatterAddRows(
  target: usize,
  slots: i32,
  source: usize,
  ids: usize,
  slotOfId: usize,
  count: i32,
  columns: i32,
): void {
  const rowBytes = <usize>columns * FLOAT
  memory.fill(target, 0, <usize>slots * rowBytes)
  for (let i = 0; i < count; i++) {
    const id = <usize>load<i32>(ids + <usize>i * FLOAT)
    const to = target + <usize>(load<i32>(slotOfId + id * FLOAT) - 1) * rowBytes
    for (let j = 0; j < columns; j += 4) {
      const at = <usize>j * FLOAT
      storeLanes(to + at, f32x4.add(v128.load(to + at), v128.load(source + at)), columns - j)
    }
    source += rowBytes
  }
}
