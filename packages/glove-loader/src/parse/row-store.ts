import { WordloomError } from '@wordloom/core'
import { firstRows } from '../limits.js'
import { createByteStringTable } from './byte-string-table.js'

/** Rows 0 and 1: padding and unknown. */
const reservedRows = 2

/** The words kept so far and their vectors. */
export interface RowStore {
  readonly words: readonly string[]
  /** The matrix with room for one more row; it moves when it grows. */
  readonly matrix: Float32Array
  /** Where the next row goes. */
  readonly nextOffset: number
  /** The number of the word with these bytes, or −1. */
  find(bytes: Uint8Array, start: number, end: number): number
  /** Keeps the row at {@link nextOffset} as the vector of a new word. */
  keep(word: string, bytes: Uint8Array, start: number, end: number): void
  /** Makes the row at {@link nextOffset} the vector of a word that is there. */
  replace(index: number): void
  /** `[2 + words, dimension]`: the first two rows are zero. */
  finish(): Float32Array
}

/** Room doubles when it is used up, so the cost of moving is that of a few passes over the rows kept. */
export function createRowStore(dimension: number, expectedWords: number, file: string): RowStore {
  const table = createByteStringTable()
  const words: string[] = []
  let matrix = allocate(reservedRows + Math.max(firstRows, expectedWords) + 1, dimension, file)
  let nextOffset = reservedRows * dimension
  return {
    words,
    get matrix() {
      return matrix
    },
    get nextOffset() {
      return nextOffset
    },
    find: table.find,
    keep(word, bytes, start, end) {
      table.add(bytes, start, end)
      words.push(word)
      nextOffset += dimension
      if (nextOffset + dimension <= matrix.length) return
      const larger = allocate((2 * matrix.length) / dimension, dimension, file)
      larger.set(matrix)
      matrix = larger
    },
    replace(index) {
      matrix.copyWithin((reservedRows + index) * dimension, nextOffset, nextOffset + dimension)
    },
    finish: () => matrix.slice(0, nextOffset),
  }
}

function allocate(rows: number, dimension: number, file: string): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(rows * dimension)
  } catch (cause) {
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'There is not enough memory for the vectors', {
      file,
      expected: `${rows} × ${dimension} × 4 bytes`,
      hint: 'Load only the words that you need (`words`) or the most frequent ones (`limit`).',
      cause,
    })
  }
}
