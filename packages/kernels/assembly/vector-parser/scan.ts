const NEWLINE: u8 = 0x0a
const SPACE: u8 = 0x20
const RETURN: u8 = 0x0d

/** A bit for each of 64 bytes that is `byte`; reads all 64. */
@inline
function equalBytes(at: usize, byte: v128): u64 {
  const first = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at), byte)))
  const second = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 16), byte)))
  const third = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 32), byte)))
  const fourth = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 48), byte)))
  return first | (second << 16) | (third << 32) | (fourth << 48)
}

/** Bits of the bytes before `end`. */
@inline
function before(mask: u64, at: usize, end: usize): u64 {
  const left = <u64>(end - at)
  return left >= 64 ? mask : mask & ((<u64>1 << left) - 1)
}

/** Writes where lines end (the line feed, or `end` for a last line without one) to `ends`, and gives their number. */
export function findLines(start: usize, end: usize, ends: usize): i32 {
  const newline = i8x16.splat(NEWLINE)
  let count = 0
  for (let at = start; at < end; at += 64) {
    let mask = before(equalBytes(at, newline), at, end)
    while (mask != 0) {
      store<u32>(ends + (<usize>count << 2), <u32>(at + <usize>ctz(mask)))
      mask &= mask - 1
      count++
    }
  }
  if (end > start && load<u8>(end - 1) != NEWLINE) {
    store<u32>(ends + (<usize>count << 2), <u32>end)
    count++
  }
  return count
}

/** The first line feed from `at` on, or `end`. */
export function findNewline(at: usize, end: usize): usize {
  return findByte(at, end, i8x16.splat(NEWLINE))
}

/** The first plain space from `at` on, or `end`. */
export function findSpace(at: usize, end: usize): usize {
  return findByte(at, end, i8x16.splat(SPACE))
}

@inline
function findByte(at: usize, end: usize, byte: v128): usize {
  for (; at < end; at += 16) {
    const mask = <u32>i8x16.bitmask(i8x16.eq(v128.load(at), byte))
    if (mask != 0) return min(end, at + <usize>ctz(mask))
  }
  return end
}

/** The end of a line's content: without the carriage return before its line feed. */
@inline
export function contentEnd(start: usize, end: usize): usize {
  return end > start && load<u8>(end - 1) == RETURN ? end - 1 : end
}

/**
 * Writes where the plain spaces of a line stand to `positions`, from the one at `at` on, and `end` after the last. False
 * unless there are exactly `count`. `positions` has room for `count + 65`.
 */
export function findSpaces(at: usize, end: usize, count: i32, positions: usize): bool {
  const space = i8x16.splat(SPACE)
  let target = positions
  const last = positions + (<usize>count << 2)
  for (; at < end; at += 64) {
    let mask = before(equalBytes(at, space), at, end)
    while (mask != 0) {
      store<u32>(target, <u32>(at + <usize>ctz(mask)))
      mask &= mask - 1
      target += 4
    }
    if (target > last) return false
  }
  if (target != last) return false
  store<u32>(last, <u32>end)
  return true
}
