import { WordloomError, type WorkOptions } from '@wordloom/core'
import { access, constants } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'
import type { CacheType } from '../cache/cache-header.js'
import type { VectorStore } from '../cache/vector-store.js'
import type { LoadVectorsOptions } from '../options.js'
import { openCache, verifyCache, type OpenedCache } from './open-cache.js'

/** How to read vectors that go into a cache, and where it is. */
export interface OpenVectorsOptions
  extends WorkOptions, Pick<LoadVectorsOptions, 'dimension' | 'header' | 'mode' | 'entry' | 'threads'> {
  /** How values are kept in the cache. @defaultValue 'float32' */
  readonly dtype?: CacheType
  /** Which row of a token counts that occurs more than once. @defaultValue 'first' */
  readonly duplicates?: 'first' | 'error'
  /** Where the cache is. @defaultValue the folder of the vectors */
  readonly cacheFolder?: string
  /** Compares the whole cache with its checksums first, which reads all of it. @defaultValue false */
  readonly verify?: boolean
  /** Called before a cache is built, with the reason. */
  readonly onBuild?: (reason: string) => void
}

/**
 * Opens the binary cache of a vector file. It stands beside the file and is built when there is none, when the file has
 * changed since (its size, or its time and samples of its bytes), or when it is damaged; without the file it is taken as it
 * is. From then on a program that looks up some words reads a few pages of the disk and nothing else.
 *
 * Building takes as long as reading the vectors and holds no more than the words in memory when there are very many.
 * Processes that build at the same time do not disturb each other: each writes a file of its own, and the last one stays.
 *
 * @param path - a file as `loadVectors` takes it, or a `file:` URL.
 * @throws WordloomError as `loadVectors`, and `FILE_WRITE_FAILED` where the cache cannot be written; `cacheFolder` names
 * another place.
 */
export async function openVectors(path: string | URL, options: OpenVectorsOptions = {}): Promise<VectorStore> {
  const source = resolve(path instanceof URL ? fileURLToPath(path) : path)
  const { dtype = 'float32', cacheFolder = dirname(source) } = options
  if (!['float32', 'float16', 'int8'].includes(dtype)) {
    throw new WordloomError('INVALID_ARGUMENT', 'No cache has this type of values', {
      name: 'dtype',
      expected: 'float32, float16 or int8',
      received: dtype,
    })
  }
  const cache = join(cacheFolder, `${basename(source)}${dtype === 'float32' ? '' : `.${dtype}`}.wordloom`)
  const optionsChecksum = checksumOf(options)
  const usable = await openUsable(source, cache, optionsChecksum, options)
  if (typeof usable === 'object') return usable.store
  const { buildCache } = await import('./build-cache.js')
  options.onBuild?.(usable ?? 'There is no cache yet')
  await buildCache(source, cache, { ...options, dtype }, optionsChecksum)
  const built = openCache(cache)
  if (typeof built === 'object') return built.store
  throw new WordloomError('CACHE_DAMAGED', built ?? 'The cache was removed while it was opened', {
    file: cache,
    hint: 'Is another program changing it? Try again.',
  })
}

async function openUsable(
  source: string,
  cache: string,
  optionsChecksum: number,
  { verify = false }: OpenVectorsOptions,
): Promise<OpenedCache | string | undefined> {
  const opened = openCache(cache)
  if (typeof opened !== 'object') return opened
  const reason = await reasonAgainst(opened, source, optionsChecksum)
  const damage = reason ?? (verify ? verifyCache(cache, opened.header) : undefined)
  if (damage === undefined) return opened
  opened.store.close()
  return damage
}

async function reasonAgainst({ header }: OpenedCache, source: string, checksum: number): Promise<string | undefined> {
  if (header.optionsChecksum !== checksum) return 'The cache was built with other options'
  const isThere = await access(source, constants.R_OK).then(
    () => true,
    () => false,
  )
  if (!isThere) return undefined
  const { isSameSource } = await import('./source-stamp.js')
  return (await isSameSource(source, header.source)) ? undefined : 'The vectors have changed since the cache was built'
}

/** Of the options that change what a cache holds. */
function checksumOf({ dimension, header, mode, duplicates, entry }: OpenVectorsOptions): number {
  const relevant = [dimension, header ?? 'auto', mode ?? 'strict', duplicates ?? 'first', entry]
  return crc32(JSON.stringify(relevant))
}
