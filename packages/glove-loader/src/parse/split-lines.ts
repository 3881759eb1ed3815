import { WordloomError } from '@wordloom/core'
import { longestLine } from '../limits.js'

const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Where a line begins. */
export interface LinePlace {
  /** From 1. */
  readonly line: number
  /** From 0, in the text (not in a compressed file around it). */
  readonly byte: number
}

/**
 * Takes a line: `bytes` from `start` to `end`, valid only during the call. Gives false to stop.
 */
export type LineHandler = (bytes: Uint8Array, start: number, end: number, place: LinePlace) => boolean

/** Cuts pieces of any size into lines. */
export interface LineSplitter {
  /** Whether a line has begun and not ended. */
  readonly isInLine: boolean
  /** Gives false once the handler stopped. */
  push(chunk: Uint8Array): boolean
  /** Takes the note that somebody else took so many whole lines; not while a line has begun. */
  skip(lines: number, bytes: number): void
  /** Hands over a last line without a line feed. */
  finish(): void
}

/**
 * Lines end at byte 0x0A and nowhere else; one 0x0D before it belongs to the line's end. Other characters that some
 * systems take for line ends (U+0085, U+2028, a lone 0x0D) are ordinary parts of a token.
 */
export function createLineSplitter(file: string, onLine: LineHandler): LineSplitter {
  let carry = new Uint8Array(4096)
  let carried = 0
  let stopped = false
  const place = { line: 1, byte: 0 }

  const emit = (bytes: Uint8Array, start: number, end: number): void => {
    const content = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end
    if (content - start > longestLine) throw tooLong(file, place)
    stopped = !onLine(bytes, start, content, place)
    place.line += 1
    place.byte += end - start + 1
  }
  const keep = (bytes: Uint8Array, start: number, end: number): void => {
    const needed = carried + end - start
    if (needed > longestLine + 1) throw tooLong(file, place)
    if (needed > carry.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * carry.length))
      larger.set(carry.subarray(0, carried))
      carry = larger
    }
    carry.set(bytes.subarray(start, end), carried)
    carried = needed
  }
  return {
    get isInLine() {
      return carried > 0
    },
    skip(lines, bytes) {
      place.line += lines
      place.byte += bytes
    },
    push(chunk) {
      let position = 0
      if (carried > 0 && !stopped) {
        const end = chunk.indexOf(lineFeed)
        keep(chunk, 0, end < 0 ? chunk.length : end)
        if (end < 0) return true
        emit(carry, 0, carried)
        carried = 0
        position = end + 1
      }
      while (!stopped) {
        const end = chunk.indexOf(lineFeed, position)
        if (end < 0) break
        emit(chunk, position, end)
        position = end + 1
      }
      if (!stopped) keep(chunk, position, chunk.length)
      return !stopped
    },
    finish() {
      if (carried > 0 && !stopped) emit(carry, 0, carried)
      carried = 0
    },
  }
}

function tooLong(file: string, { line, byte }: LinePlace): WordloomError {
  return new WordloomError('VECTORS_MALFORMED', 'A line is longer than any row of vectors', {
    file,
    line,
    byte,
    expected: `at most ${longestLine} bytes`,
    hint: 'It is neither a text of vectors nor a binary format that is known.',
  })
}
