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

/** `target[i] = source[i]` for `count` rows of `columns` elements; rows begin `…Stride` elements apart. */
export function copyRows(
  target: usize,
  targetStride: i32,
  source: usize,
  sourceStride: i32,
  count: i32,
  columns: i32,
): void {
  for (let i = 0; i < count; i++) {
    memory.copy(target, source, <usize>columns * FLOAT)
    target += <usize>targetStride * FLOAT
    source += <usize>sourceStride * FLOAT
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
 * Numbers the different ids of a batch in the order in which they first occur, and writes the number of every token.
 *
 * @param slotOfId `[vocabulary]` int32, all 0 before; {@link releaseSlots} makes it so again. Out: 0, or 1 + the number
 * @param unique out: the different ids, room for all
 * @param slots how many there are from calls before, whose numbers they keep
 * @param index out `[count]` int32: the number of each token's id
 * @returns how many there are
 */
export function assignSlots(slotOfId: usize, unique: usize, slots: i32, index: usize, ids: usize, count: i32): i32 {
  for (let i = 0; i < count; i++) {
    const at = <usize>i * FLOAT
    const id = load<i32>(ids + at)
    const slotAddress = slotOfId + <usize>id * FLOAT
    let slot = load<i32>(slotAddress)
    if (slot == 0) {
      store<i32>(unique + <usize>slots * FLOAT, id)
      slot = ++slots
      store<i32>(slotAddress, slot)
    }
    store<i32>(index + at, slot - 1)
  }
  return slots
}

/** Sets the slots of the given ids back to 0. */
export function releaseSlots(slotOfId: usize, unique: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<i32>(slotOfId + <usize>load<i32>(unique + <usize>i * FLOAT) * FLOAT, 0)
}

/**
 * `target[index[i]] += source[i]`, row after row, so that the sums come out the same every time; all of `target` begins
 * at 0. Threads share the columns.
 *
 * @param target `[rows, columns]`, rows `targetStride` elements apart
 * @param source `[count, columns]`, rows `sourceStride` elements apart
 * @param index `[count]` int32
 */
export function scatterAddRows(
  target: usize,
  rows: i32,
  targetStride: i32,
  source: usize,
  sourceStride: i32,
  index: usize,
  count: i32,
  columns: i32,
): void {
  const targetBytes = <usize>targetStride * FLOAT
  const sourceBytes = <usize>sourceStride * FLOAT
  for (let row = 0; row < rows; row++) {
    memory.fill(target + <usize>row * targetBytes, 0, <usize>columns * FLOAT)
  }
  for (let i = 0; i < count; i++) {
    const to = target + <usize>load<i32>(index + <usize>i * FLOAT) * targetBytes
    for (let j = 0; j < columns; j += 4) {
      const at = <usize>j * FLOAT
      storeLanes(to + at, f32x4.add(v128.load(to + at), v128.load(source + at)), columns - j)
    }
    source += sourceBytes
  }
}
