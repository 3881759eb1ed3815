import type { WordTable } from '@wordloom/core'
import { kernelsSupport } from '@wordloom/kernels/support'
import { createVectorMemory } from '@wordloom/kernels/vector-memory'
import { firstRows } from '../limits.js'
import { createByteStringTable } from './byte-string-table.js'

/** Rows 0 and 1: padding and unknown. */
export const reservedRows = 2
/** Rooms in a vector memory follow each other without a gap when their sizes are multiples of this. */
const roomBytes = 64

/** The words kept so far and their vectors. */
export interface RowStore {
  readonly size: number
  /** The matrix with room for one more row; it moves when it grows. */
  readonly matrix: Float32Array
  /** Where the next row goes. */
  readonly nextOffset: number
  /** The number of the word with these bytes, or −1. */
  find(bytes: Uint8Array, start: number, end: number): number
  /** Keeps the row at {@link nextOffset} as the vector of a word, unless that is there already. Says whether it is new. */
  keep(bytes: Uint8Array, start: number, end: number): boolean
  /** Makes the row at {@link nextOffset} the vector of a word that is there. */
  replace(index: number): void
  /** Makes sure that so many more rows fit. */
  reserve(rows: number): void
  finish(): FinishedRows
}

/** All rows. */
export interface FinishedRows {
  readonly table: WordTable
  /** `[2 + words, dimension]`: the first two rows are zero. Threads can share it where the runtime lets them. */
  readonly matrix: Float32Array
}

/** Room doubles when it is used up: memory that is not written to costs nothing. */
export function createRowStore(dimension: number, expectedWords: number): RowStore {
  const table = createByteStringTable()
  const memory = createVectorMemory(kernelsSupport().threads)
  const base = memory.allocate(0)
  let capacity = 0
  let matrix: Float32Array = new Float32Array()
  let nextOffset = reservedRows * dimension

  const reserve = (rows: number): void => {
    const needed = 4 * (nextOffset + rows * dimension)
    if (needed <= capacity) return
    const more = Math.max(needed - capacity, capacity)
    const room = Math.ceil(more / roomBytes) * roomBytes
    memory.allocate(room)
    capacity += room
    matrix = memory.float32(base, capacity / 4)
  }
  reserve(Math.max(firstRows, expectedWords) + 1)
  return {
    get size() {
      return table.size
    },
    get matrix() {
      return matrix
    },
    get nextOffset() {
      return nextOffset
    },
    find: table.find,
    keep(bytes, start, end) {
      if (!table.addNew(bytes, start, end)) return false
      nextOffset += dimension
      reserve(1)
      return true
    },
    replace(index) {
      matrix.copyWithin((reservedRows + index) * dimension, nextOffset, nextOffset + dimension)
    },
    reserve,
    finish: () => {
      // What a last row that was not kept left behind it must not be seen.
      matrix.fill(0, nextOffset, Math.min(matrix.length, nextOffset + dimension))
      return { table: table.finish(), matrix: memory.float32(base, nextOffset) }
    },
  }
}
