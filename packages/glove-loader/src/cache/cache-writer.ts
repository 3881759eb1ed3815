import { compactRows, type WordTable } from '@wordloom/core'
import {
  encodeCacheHeader,
  pageAligned,
  pageBytes,
  type CacheHeader,
  type CacheType,
  type Crc32,
  type SourceStamp,
} from './cache-header.js'

/** Where a cache is written. */
export interface CacheTarget {
  /** Writes bytes, which are valid during the call, at a position. */
  write(bytes: Uint8Array, position: number): void
}

/** What is known of a cache before its first row. */
export interface CacheWriterOptions {
  readonly target: CacheTarget
  readonly dtype: CacheType
  readonly dimension: number
  readonly crc32: Crc32
}

/** What is known of a cache after its last row. */
export interface CacheEnd {
  /** As many words as rows. */
  readonly table: WordTable
  readonly source: SourceStamp
  /** Anything that JSON holds. */
  readonly json: unknown
  readonly optionsChecksum: number
}

/** Writes a cache front to back, then its header. */
export interface CacheWriter {
  /** Appends rows, `[rows, dimension]`. Throws `NOT_A_NUMBER` for values that the type does not hold. */
  appendRows(rows: Float32Array): void
  finish(end: CacheEnd): void
}

/** Bytes written at once. */
const bufferBytes = 256 * pageBytes

export function createCacheWriter({ target, dtype, dimension, crc32 }: CacheWriterOptions): CacheWriter {
  const buffer = new Uint8Array(bufferBytes)
  let filled = 0
  let position = pageBytes
  let checksums = new Uint32Array(1024)
  let pages = 0
  const scales: Float32Array[] = []

  const flush = (): void => {
    for (let start = 0; start < filled; start += pageBytes) {
      if (pages === checksums.length) {
        const larger = new Uint32Array(2 * pages)
        larger.set(checksums)
        checksums = larger
      }
      checksums[pages++] = crc32(buffer.subarray(start, start + pageBytes))
    }
    target.write(buffer.subarray(0, filled), position)
    position += filled
    filled = 0
  }
  const append = (values: ArrayBufferView): void => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    for (let done = 0; done < bytes.length;) {
      const part = bytes.subarray(done, done + bufferBytes - filled)
      buffer.set(part, filled)
      filled += part.length
      done += part.length
      if (filled === bufferBytes) flush()
    }
  }
  /** Ends a section, and gives where the next one begins. */
  const endSection = (): number => {
    const end = pageAligned(filled)
    buffer.fill(0, filled, end)
    filled = end
    return position + filled
  }
  return {
    appendRows(rows) {
      if (dtype === 'float32') return append(rows)
      const compact = compactRows(rows, dimension, dtype)
      append(compact.values)
      if (compact.scales !== undefined) scales.push(compact.scales)
    },
    finish({ table, source, json, optionsChecksum }) {
      const text = new TextEncoder().encode(JSON.stringify(json))
      const matrix = pageBytes
      const scalesAt = endSection()
      for (const part of scales) append(part)
      const words = endSection()
      append(table.bytes)
      const offsets = endSection()
      append(table.offsets)
      const slots = endSection()
      append(table.slots)
      const jsonAt = endSection()
      append(text)
      const checksumsAt = endSection()
      flush()
      const ends = checksums.subarray(0, pages)
      target.write(new Uint8Array(ends.buffer, 0, ends.byteLength), position)
      const header: CacheHeader = {
        dtype,
        dimension,
        rows: table.size,
        sections: { matrix, scales: scalesAt, words, offsets, slots, json: jsonAt, checksums: checksumsAt },
        wordBytes: table.bytes.length,
        slots: table.slots.length,
        jsonBytes: text.length,
        fileBytes: checksumsAt + ends.byteLength,
        seed: table.seed,
        optionsChecksum,
        source,
      }
      target.write(encodeCacheHeader(header, crc32), 0)
    },
  }
}
