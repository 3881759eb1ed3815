import { basename } from 'node:path'
import { isWordloomError, type Embedding, type ErrorCode } from '@wordloom/core'
import { interruptible } from '../interruptible.js'
import type { CommandIo } from '../io.js'
import type { OutputModeOptions } from '../options/shared-options.js'
import type { VectorsOptions } from '../options/vectors-options.js'
import { createByteProgress, type ByteProgress } from '../output/byte-progress.js'
import { note } from '../output/notes.js'
import { withoutUndefined } from '../options/without-undefined.js'
import { locateVectors, type VectorsPlace } from './locate-vectors.js'

/**
 * The vectors that `--vectors` names, in memory. Those of a file come from the binary cache beside it, which is written
 * first when there is none; where none can be written, or with `--no-cache`, the file itself is read.
 *
 * @throws WordloomError `FILE_NOT_FOUND`, and what reading the file throws
 */
export async function loadEmbedding(options: VectorsOptions & OutputModeOptions, io: CommandIo): Promise<Embedding> {
  const place = await locateVectors(options.vectors, io.env)
  if (place === undefined) {
    const { glove } = await import('@wordloom/glove-loader')
    return glove(options.vectors).load()
  }
  const progress = await createByteProgress(io, options, `reading ${basename(place.path)}`)
  try {
    return await interruptible(io, options, 'stopping', (signal) => fromFile(place, options, io, progress, signal))
  } finally {
    progress.stop()
  }
}

async function fromFile(
  { path, entry }: VectorsPlace,
  options: VectorsOptions & OutputModeOptions,
  io: CommandIo,
  progress: ByteProgress,
  signal: AbortSignal,
): Promise<Embedding> {
  const { loadVectors, openVectors } = await import('@wordloom/glove-loader')
  const work = { signal, onProgress: progress.show, ...withoutUndefined({ threads: options.threads, entry }) }
  const fromCache = async (verify: boolean): Promise<Embedding> => {
    const onBuild = (reason: string): void =>
      note(io, options, `${reason}: reading ${path}, and writing a cache beside it for the next time`)
    const store = await openVectors(path, { ...work, verify, onBuild })
    try {
      return store.loadAll()
    } finally {
      store.close()
    }
  }
  const fromText = async (): Promise<Embedding> => (await loadVectors(path, work)).embedding
  if (!options.cache) return fromText()
  try {
    // Damage within the cache shows when all of it is read; a cache that is verified first is built anew then.
    return await fromCache(false).catch((error: unknown) => {
      if (isCode(error, 'CACHE_DAMAGED')) return fromCache(true)
      throw error
    })
  } catch (error) {
    if (!isCode(error, 'FILE_WRITE_FAILED')) throw error
    note(io, options, 'no cache can be written there: reading the file itself')
    return fromText()
  }
}

function isCode(error: unknown, code: ErrorCode): boolean {
  return isWordloomError(error) && error.code === code
}
