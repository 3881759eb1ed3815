import { WordloomError } from '@wordloom/core'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { decodeCacheHeader, pageBytes, type CacheHeader } from '../cache/cache-header.js'
import type { SyncRandomAccess } from '../cache/checked-pages.js'
import { createVectorStore, type VectorStore } from '../cache/vector-store.js'

/** An open cache and its header. */
export interface OpenedCache {
  readonly header: CacheHeader
  readonly store: VectorStore
}

/** Opens a cache; gives a sentence that says why it cannot be used, or nothing when there is none. */
export function openCache(path: string): OpenedCache | string | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return code === 'ENOENT' ? undefined : `The cache cannot be opened (${code})`
  }
  const close = (): void => closeSync(file)
  try {
    const access = fileAccess(file)
    const page = new Uint8Array(pageBytes)
    const header = decodeCacheHeader(page.subarray(0, access.read(page, 0)), access.size, crc32)
    if (typeof header !== 'string') {
      return { header, store: createVectorStore({ access, header, crc32, file: path, close }) }
    }
    close()
    return header
  } catch (error) {
    close()
    return error instanceof Error ? error.message : String(error)
  }
}

/** Compares all of a cache with its checksums; gives a sentence when something differs. */
export function verifyCache(path: string, header: CacheHeader): string | undefined {
  const file = openSync(path, 'r')
  try {
    const access = fileAccess(file)
    const { sections, fileBytes } = header
    const sums = new Uint8Array(fileBytes - sections.checksums)
    if (access.read(sums, sections.checksums) !== sums.length) return 'The cache was cut short'
    const expected = new Uint32Array(sums.buffer)
    const part = new Uint8Array(256 * pageBytes)
    for (let position = pageBytes; position < sections.checksums; position += part.length) {
      const bytes = part.subarray(0, access.read(part.subarray(0, sections.checksums - position), position))
      for (let at = 0; at < bytes.length; at += pageBytes) {
        const page = (position + at) / pageBytes - 1
        if (expected[page] !== crc32(bytes.subarray(at, at + pageBytes))) return 'The cache is damaged'
      }
    }
    return undefined
  } finally {
    closeSync(file)
  }
}

/** Positional reads, which the system serves from its own cache of pages. */
function fileAccess(file: number): SyncRandomAccess {
  return {
    size: fstatSync(file).size,
    read(target, position) {
      let filled = 0
      while (filled < target.length) {
        const read = readAt(file, target, filled, position + filled)
        if (read === 0) break
        filled += read
      }
      return filled
    },
  }
}

function readAt(file: number, target: Uint8Array, offset: number, position: number): number {
  try {
    return readSync(file, target, offset, target.length - offset, position)
  } catch (cause) {
    throw new WordloomError('FILE_READ_FAILED', 'The cache of vectors cannot be read', { byte: position, cause })
  }
}
