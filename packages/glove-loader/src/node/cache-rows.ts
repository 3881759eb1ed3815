import { WordloomError } from '@wordloom/core'
import type { CacheWriter } from '../cache/cache-writer.js'
import { createByteStringTable } from '../parse/byte-string-table.js'
import { reservedRows, type RowStore } from '../parse/row-store.js'

/** Bytes of rows that are collected before they are written. */
const batchBytes = 4_194_304

/** A store that writes rows to a cache as they come and keeps nothing but the words. Its matrix is empty in the end. */
export function createCacheRows(dimension: number, writer: CacheWriter): RowStore {
  const table = createByteStringTable()
  let batch = new Float32Array(Math.max(1024, Math.ceil(batchBytes / 4 / dimension) * dimension))
  let nextOffset = 0
  const flush = (): void => {
    writer.appendRows(batch.subarray(0, nextOffset))
    nextOffset = 0
  }
  return {
    get size() {
      return table.size
    },
    get matrix() {
      return batch
    },
    get nextOffset() {
      return nextOffset
    },
    find: table.find,
    keep(bytes, start, end) {
      if (!table.addNew(bytes, start, end)) return false
      nextOffset += dimension
      if (nextOffset === batch.length) flush()
      return true
    },
    replace() {
      throw new WordloomError('INVALID_ARGUMENT', 'A cache is written front to back', {
        name: 'duplicates',
        expected: 'first or error',
        received: 'last',
      })
    },
    reserve(rows) {
      if (nextOffset + rows * dimension <= batch.length) return
      flush()
      if (rows * dimension > batch.length) batch = new Float32Array(rows * dimension)
    },
    finish() {
      flush()
      return { table: table.finish(), matrix: new Float32Array(reservedRows * dimension) }
    },
  }
}
