/** A set of byte strings, each with the number of its first arrival. */
export interface ByteStringTable {
  readonly size: number
  /** The number of these bytes, or −1. */
  find(bytes: Uint8Array, start: number, end: number): number
  /** Adds bytes that are not in the table yet; their number is the size before. */
  add(bytes: Uint8Array, start: number, end: number): void
}

/**
 * An open-addressing hash table over one growing buffer: no string is made for a row that is not kept, and two tokens are
 * the same only when their bytes are.
 */
export function createByteStringTable(): ByteStringTable {
  let arena = new Uint8Array(4096)
  let ends = new Float64Array(256)
  let slots = new Int32Array(512)
  let size = 0

  const startOf = (index: number): number => (index === 0 ? 0 : ends[index - 1]!)
  /** The slot that holds these bytes, or the free one where they belong. */
  const slotOf = (bytes: Uint8Array, start: number, end: number): number => {
    const mask = slots.length - 1
    let slot = hashOf(bytes, start, end) & mask
    for (;;) {
      const index = slots[slot]! - 1
      if (index < 0 || isSame(arena, startOf(index), ends[index]!, bytes, start, end)) return slot
      slot = (slot + 1) & mask
    }
  }
  const rehash = (): void => {
    slots = new Int32Array(2 * slots.length)
    for (let index = 0; index < size; index++) slots[slotOf(arena, startOf(index), ends[index]!)] = index + 1
  }
  return {
    get size() {
      return size
    },
    find: (bytes, start, end) => slots[slotOf(bytes, start, end)]! - 1,
    add(bytes, start, end) {
      const used = startOf(size)
      const needed = used + end - start
      if (needed > arena.length) arena = grown(arena, new Uint8Array(Math.max(needed, 2 * arena.length)))
      if (size === ends.length) ends = grown(ends, new Float64Array(2 * ends.length))
      arena.set(bytes.subarray(start, end), used)
      ends[size] = needed
      slots[slotOf(bytes, start, end)] = ++size
      // At most half of the slots are taken, so that searches stay short.
      if (2 * size > slots.length) rehash()
    },
  }
}

function grown<Values extends Uint8Array | Float64Array>(old: Values, larger: Values): Values {
  larger.set(old)
  return larger
}

/** FNV-1a, 32 bits. See http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let position = start; position < end; position++) hash = Math.imul(hash ^ bytes[position]!, 0x01000193)
  return hash ^ (hash >>> 15)
}

function isSame(a: Uint8Array, startA: number, endA: number, b: Uint8Array, startB: number, endB: number): boolean {
  if (endA - startA !== endB - startB) return false
  for (let offset = 0; offset < endA - startA; offset++) {
    if (a[startA + offset] !== b[startB + offset]) return false
  }
  return true
}
