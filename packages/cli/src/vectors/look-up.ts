import { WordloomError, type Embedding } from '@wordloom/core'
import { basename } from 'node:path'
import type { VectorsReport, VectorStore } from '@wordloom/glove-loader'
import { interruptible } from '../interruptible.js'
import type { CommandIo } from '../io.js'
import type { OutputModeOptions } from '../options/shared-options.js'
import { createByteProgress } from '../output/byte-progress.js'
import { isWord } from './assert-known.js'
import type { VectorsPlace } from './locate-vectors.js'

/** Words that can be looked up, wherever they come from. */
export interface Lookup {
  readonly size: number
  readonly dimension: number
  readonly readFrom: 'package' | 'cache' | 'file'
  /** What was found when the file was read; none for vectors of a package. */
  readonly report?: VectorsReport
  has(word: string): boolean
  /** From 0, in the order of the vectors. */
  word(index: number): string
  close(): void
}

/**
 * Vectors to look words up in: from the cache where one is there, whole, and fits the file, else read once; no cache is written.
 * Malformed rows of a file are counted, not refused.
 *
 * @param place - as `locateVectors` gives it.
 * @throws WordloomError what reading the file throws
 */
export async function lookUp(
  nameOrPath: string,
  place: VectorsPlace | undefined,
  options: OutputModeOptions,
  io: CommandIo,
): Promise<Lookup> {
  const { glove, loadVectors, openVectors } = await import('@wordloom/glove-loader')
  if (place === undefined) return ofEmbedding(await glove(nameOrPath).load(), 'package')
  const store = await openExisting(place, openVectors)
  if (store !== undefined) return ofStore(store)
  const progress = await createByteProgress(io, options, `reading ${basename(place.path)}`)
  try {
    const { embedding, report } = await interruptible(io, options, 'stopping', (signal) =>
      loadVectors(place.path, { mode: 'lenient', signal, onProgress: progress.show, ...entryOf(place) }),
    )
    return ofEmbedding(embedding, 'file', report)
  } finally {
    progress.stop()
  }
}

type OpenVectors = (
  path: string,
  options: { entry?: string; verify: boolean; onBuild: () => void },
) => Promise<VectorStore>

/** The store over a cache that fits and is whole; undefined where one would have to be built. */
async function openExisting(place: VectorsPlace, openVectors: OpenVectors): Promise<VectorStore | undefined> {
  const wouldBuild = new WordloomError('FILE_NOT_FOUND', 'There is no cache that fits', { file: place.path })
  try {
    return await openVectors(place.path, {
      ...entryOf(place),
      verify: true,
      onBuild: () => {
        throw wouldBuild
      },
    })
  } catch (error) {
    if (error === wouldBuild) return undefined
    throw error
  }
}

function entryOf({ entry }: VectorsPlace): { readonly entry?: string } {
  return entry === undefined ? {} : { entry }
}

function ofStore(store: VectorStore): Lookup {
  const { size, dimension, report } = store
  return { size, dimension, readFrom: 'cache', report, has: store.has, word: store.word, close: store.close }
}

function ofEmbedding(embedding: Embedding, readFrom: 'package' | 'file', report?: VectorsReport): Lookup {
  const { vocabulary, dimension } = embedding
  const specials = vocabulary.specialTokens.length
  return {
    size: vocabulary.size - specials,
    dimension,
    readFrom,
    ...(report !== undefined && { report }),
    has: (word) => isWord(word, vocabulary),
    word: (index) => vocabulary.token(specials + index),
    close: () => undefined,
  }
}
