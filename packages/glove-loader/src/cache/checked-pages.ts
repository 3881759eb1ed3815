import { WordloomError } from '@wordloom/core'
import { pageAligned, pageBytes, type CacheHeader, type Crc32 } from './cache-header.js'

/** Bytes that are read where they are, at once. */
export interface SyncRandomAccess {
  /** In bytes. */
  readonly size: number
  /** Fills `target` with the bytes from `position` on; gives how many there were. */
  read(target: Uint8Array, position: number): number
}

/** Reads a cache and compares every page with its checksum. */
export interface CheckedPages {
  /**
   * Bytes of a section, in memory that is overwritten by a later call.
   * @throws WordloomError `CACHE_DAMAGED`
   */
  bytes(position: number, length: number): Uint8Array
  /** Reads whole pages from a page on into `target`, whose length is any; as {@link CheckedPages.bytes} throws. */
  load(target: Uint8Array, position: number): void
}

/** Pages kept after they were checked: those of a few lookups. */
const keptPages = 64
/** Read at once by `load`. */
const loadedBytes = 1024 * pageBytes

export function createCheckedPages(
  access: SyncRandomAccess,
  { sections: { checksums }, fileBytes }: CacheHeader,
  crc32: Crc32,
  file: string,
): CheckedPages {
  const kept = new Map<number, Uint8Array>()
  const expected = new Uint8Array(4)

  const damaged = (position: number): WordloomError =>
    new WordloomError('CACHE_DAMAGED', 'The cache does not hold what was written to it', {
      file,
      byte: position,
      hint: 'Remove it, or open it with `verify: true`: it is then built again from its source.',
    })
  const read = (target: Uint8Array, position: number): void => {
    if (access.read(target, position) !== target.length) throw damaged(position)
  }
  const page = (index: number): Uint8Array => {
    const known = kept.get(index)
    if (known !== undefined) return known
    const bytes = new Uint8Array(pageBytes)
    read(bytes, index * pageBytes)
    read(expected, checksums + 4 * (index - 1))
    if (new Uint32Array(expected.buffer)[0] !== crc32(bytes)) throw damaged(index * pageBytes)
    if (kept.size === keptPages) kept.delete(kept.keys().next().value!)
    kept.set(index, bytes)
    return bytes
  }
  return {
    bytes(position, length) {
      const first = Math.floor(position / pageBytes)
      const offset = position - first * pageBytes
      if (offset + length <= pageBytes) return page(first).subarray(offset, offset + length)
      const pages = Math.ceil((offset + length) / pageBytes)
      const joined = new Uint8Array(pages * pageBytes)
      for (let index = 0; index < pages; index++) joined.set(page(first + index), index * pageBytes)
      return joined.subarray(offset, offset + length)
    },
    load(target, position) {
      const sums = new Uint8Array(4 * (pageAligned(target.length) / pageBytes))
      read(sums, checksums + 4 * (position / pageBytes - 1))
      const wanted = new Uint32Array(sums.buffer)
      const rest = new Uint8Array(pageBytes)
      for (let done = 0; done < target.length; done += loadedBytes) {
        const part = target.subarray(done, done + loadedBytes)
        read(part, position + done)
        for (let at = 0; at < part.length; at += pageBytes) {
          let bytes = part.subarray(at, at + pageBytes)
          if (bytes.length < pageBytes) {
            rest.fill(0)
            rest.set(bytes)
            bytes = rest
          }
          if (wanted[(done + at) / pageBytes] !== crc32(bytes)) throw damaged(position + done + at)
        }
      }
      if (position + target.length > fileBytes) throw damaged(position)
    },
  }
}
