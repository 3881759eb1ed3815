import { WordloomError } from '../errors.js'

/**
 * Words as one table of bytes, for hundreds of thousands of them: neither a string nor an entry of a Map is made for a
 * word until somebody asks for it. The parts may lie in memory that threads share.
 */
export interface WordTableParts {
  /** The words in UTF-8, one after another, nothing in between. */
  readonly bytes: Uint8Array
  /** `[size + 1]`: where each word begins in `bytes`, and where the last one ends. */
  readonly offsets: Uint32Array
  /**
   * The hash index: a power of two of slots, at most half of them in use. A slot holds a word's index + 1, or 0. A word is
   * in the first slot from `hashWord(…) & (slots.length - 1)` on, going round, that was empty when it was put there.
   */
  readonly slots: Uint32Array
  /** What the hash began with, see {@link hashWord}. */
  readonly seed: number
}

/** Words, in an order, found by their text. */
export interface WordTable extends WordTableParts {
  /** Words. */
  readonly size: number
  /** The index of a word, from 0; −1 when it is not there. */
  index(word: string): number
  /** The same for the UTF-8 bytes of a word, `bytes` from `start` to `end`. */
  indexOfBytes(bytes: Uint8Array, start: number, end: number): number
  /** Throws `TOKEN_ID_OUT_OF_RANGE`. */
  word(index: number): string
  /** All words in their order. */
  words(): IterableIterator<string>
}

const fnvOffset = 0x811c9dc5
const fnvPrime = 0x01000193

/**
 * The hash of a word's bytes: FNV-1a of 32 bits, whose start is changed by a seed (0 gives FNV-1a itself), as an unsigned
 * number.
 * @see https://www.rfc-editor.org/rfc/rfc9923
 */
export function hashWord(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let hash = fnvOffset ^ seed
  for (let position = start; position < end; position++) hash = Math.imul(hash ^ bytes[position]!, fnvPrime)
  return hash >>> 0
}

/** The number of slots for so many words: a power of two, at least twice as many. */
export function slotCount(words: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(8, 2 * words)))
}

/** Words that exist as bytes, with an index that fits them: nothing is copied or checked. */
export function wordTableOf(parts: WordTableParts): WordTable {
  const { bytes, offsets, slots, seed } = parts
  const size = offsets.length - 1
  const mask = slots.length - 1
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const encoder = new TextEncoder()
  let scratch = new Uint8Array(256)

  const indexOfBytes = (wanted: Uint8Array, start: number, end: number): number => {
    for (let slot = hashWord(wanted, start, end, seed) & mask; ; slot = (slot + 1) & mask) {
      const index = slots[slot]! - 1
      if (index < 0) return -1
      const first = offsets[index]!
      if (offsets[index + 1]! - first === end - start && sameBytes(bytes, first, wanted, start, end)) return index
    }
  }
  const word = (index: number): string => {
    if (!Number.isInteger(index) || index < 0 || index >= size) {
      throw new WordloomError('TOKEN_ID_OUT_OF_RANGE', 'No word has this index', {
        expected: `0 to ${size - 1}`,
        received: String(index),
      })
    }
    // Decoders refuse views of shared memory, so this is a copy.
    return decoder.decode(bytes.slice(offsets[index]!, offsets[index + 1]!))
  }
  return {
    ...parts,
    size,
    index(text) {
      // Half of a surrogate pair has no bytes of its own; it would be taken for U+FFFD, which may well be a word.
      if (!text.isWellFormed()) return -1
      if (text.length * 3 > scratch.length) scratch = new Uint8Array(text.length * 3)
      return indexOfBytes(scratch, 0, encoder.encodeInto(text, scratch).written)
    },
    indexOfBytes,
    word,
    *words() {
      for (let index = 0; index < size; index++) yield word(index)
    },
  }
}

/**
 * A table of words.
 *
 * @throws WordloomError `VOCABULARY_DUPLICATE_TOKEN`; `INVALID_UTF8` for a word with half a surrogate pair.
 */
export function createWordTable(words: Iterable<string>): WordTable {
  const list = [...words]
  const encoder = new TextEncoder()
  const offsets = new Uint32Array(list.length + 1)
  // No code unit takes more than three bytes.
  const room = new Uint8Array(list.reduce((sum, word) => sum + 3 * word.length, 0))
  for (const [index, word] of list.entries()) {
    if (!word.isWellFormed()) throw notText(word)
    offsets[index + 1] = offsets[index]! + encoder.encodeInto(word, room.subarray(offsets[index])).written
  }
  const bytes = room.slice(0, offsets[list.length])
  const slots = new Uint32Array(slotCount(list.length))
  const mask = slots.length - 1
  for (let index = 0; index < list.length; index++) {
    const [start, end] = [offsets[index]!, offsets[index + 1]!]
    let slot = hashWord(bytes, start, end, 0) & mask
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const other = slots[slot]! - 1
      const first = offsets[other]!
      if (offsets[other + 1]! - first === end - start && sameBytes(bytes, first, bytes, start, end)) {
        throw occursTwice(list[index]!, other, index)
      }
    }
    slots[slot] = index + 1
  }
  return wordTableOf({ bytes, offsets, slots, seed: 0 })
}

function notText(word: string): WordloomError {
  return new WordloomError('INVALID_UTF8', `The token ${JSON.stringify(word)} is no text`, {
    hint: 'It holds half of a surrogate pair.',
  })
}

function occursTwice(word: string, first: number, second: number): WordloomError {
  return new WordloomError('VOCABULARY_DUPLICATE_TOKEN', `The token ${JSON.stringify(word)} occurs twice`, {
    name: `words ${first} and ${second}`,
    hint: 'Keep one of them.',
  })
}

function sameBytes(bytes: Uint8Array, first: number, wanted: Uint8Array, start: number, end: number): boolean {
  for (let position = start; position < end; position++) {
    if (bytes[first + position - start] !== wanted[position]) return false
  }
  return true
}
