import { hashWord, slotCount, WordloomError, wordTableOf, type WordTable } from '@wordloom/core'

/** A set of byte strings, each with the number of its first arrival. */
export interface ByteStringTable {
  readonly size: number
  /** The number of these bytes, or −1. */
  find(bytes: Uint8Array, start: number, end: number): number
  /** Adds bytes, unless they are in the table; their number is the size before. Says whether they are new. */
  addNew(bytes: Uint8Array, start: number, end: number): boolean
  /** All of them as a table of words, in the order of their numbers. */
  finish(): WordTable
}

/** Offsets of words are unsigned 32-bit numbers. Real vocabularies have some tens of megabytes of words. */
const mostBytes = 2 ** 32 - 1
/**
 * With half of the slots in use, a search among millions of words takes some tens of probes at most. More are words that
 * somebody made to collide; another seed, which nobody can know before, sets them apart.
 */
const mostProbes = 1000
/** Words that collide under so many seeds were made to collide under any. */
const mostSeeds = 8

/**
 * An open-addressing hash table over one growing buffer: no string is made for a row that is not kept, and two tokens are
 * the same only when their bytes are.
 */
export function createByteStringTable(): ByteStringTable {
  let arena = new Uint8Array(4096)
  let offsets = new Uint32Array(256)
  let slots = new Uint32Array(512)
  let seed = 0
  let seeds = 1
  let size = 0

  /** The slot that holds these bytes, or the free one where they belong; −1 after too many probes. */
  const slotOf = (bytes: Uint8Array, start: number, end: number): number => {
    const mask = slots.length - 1
    let slot = hashWord(bytes, start, end, seed) & mask
    for (let probes = 0; probes <= mostProbes; probes++) {
      const index = slots[slot]! - 1
      if (index < 0 || isSame(arena, offsets[index]!, offsets[index + 1]!, bytes, start, end)) return slot
      slot = (slot + 1) & mask
    }
    return -1
  }
  const changeSeed = (): void => {
    if (++seeds > mostSeeds) throw madeToCollide()
    seed = crypto.getRandomValues(new Uint32Array(1))[0]!
  }
  const rehash = (length: number): void => {
    for (;;) {
      slots = new Uint32Array(length)
      let index = 0
      for (; index < size; index++) {
        const slot = slotOf(arena, offsets[index]!, offsets[index + 1]!)
        if (slot < 0) break
        slots[slot] = index + 1
      }
      if (index === size) return
      changeSeed()
    }
  }
  const slotFor = (bytes: Uint8Array, start: number, end: number): number => {
    let slot = slotOf(bytes, start, end)
    while (slot < 0) {
      changeSeed()
      rehash(slots.length)
      slot = slotOf(bytes, start, end)
    }
    return slot
  }
  return {
    get size() {
      return size
    },
    find(bytes, start, end) {
      // First the slot: finding it may make other slots.
      const slot = slotFor(bytes, start, end)
      return slots[slot]! - 1
    },
    addNew(bytes, start, end) {
      const slot = slotFor(bytes, start, end)
      if (slots[slot] !== 0) return false
      const used = offsets[size]!
      const needed = used + end - start
      if (needed > mostBytes) throw tooManyBytes(needed)
      if (needed > arena.length) arena = grown(arena, new Uint8Array(Math.max(needed, 2 * arena.length)))
      if (size + 2 > offsets.length) offsets = grown(offsets, new Uint32Array(2 * offsets.length))
      // Words are short: a view of each would cost more than its bytes.
      for (let from = start, to = used; from < end;) arena[to++] = bytes[from++]!
      offsets[size + 1] = needed
      slots[slot] = ++size
      // At most half of the slots are taken, so that searches stay short.
      if (2 * size > slots.length) rehash(2 * slots.length)
      return true
    },
    finish() {
      const bytes = arena.slice(0, offsets[size])
      return wordTableOf({ bytes, offsets: offsets.slice(0, size + 1), slots: compact(), seed })
    },
  }

  function compact(): Uint32Array {
    if (slots.length > slotCount(size)) rehash(slotCount(size))
    return slots
  }
}

function grown<Values extends Uint8Array | Uint32Array>(old: Values, larger: Values): Values {
  larger.set(old)
  return larger
}

function isSame(a: Uint8Array, startA: number, endA: number, b: Uint8Array, startB: number, endB: number): boolean {
  if (endA - startA !== endB - startB) return false
  for (let offset = 0; offset < endA - startA; offset++) {
    if (a[startA + offset] !== b[startB + offset]) return false
  }
  return true
}

function tooManyBytes(received: number): WordloomError {
  return new WordloomError('RUNTIME_UNSUPPORTED', 'The words of a file take more bytes than a table of words holds', {
    expected: `at most ${mostBytes}`,
    received,
    hint: 'Load only the words that you need (`words`) or the most frequent ones (`limit`).',
  })
}

function madeToCollide(): WordloomError {
  return new WordloomError('VECTORS_MALFORMED', 'The words of this file are made to collide in hash tables', {
    hint: 'No real vocabulary does that: do not trust this file.',
  })
}
