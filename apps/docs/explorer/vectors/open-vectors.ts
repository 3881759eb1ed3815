import type { Progress } from '@wordloom/core'
import { loadVectors } from '@wordloom/glove-loader/web'
import { fetchGloveMini } from '../../tool-parts/glove-mini-files.js'
import { explorableVectors, type ExplorableVectors } from './explorable-vectors.js'
import type { VectorsChoice, VectorsFacts } from './vectors-choice.js'

/** Vectors that were opened. */
export interface OpenedVectors {
  readonly facts: VectorsFacts
  readonly vectors: ExplorableVectors
}

/**
 * Opens the vectors that a reader chose. A file is read as it comes, up to the limit, and never held as a whole.
 *
 * @throws WordloomError `DOWNLOAD_FAILED`, `RUNTIME_UNSUPPORTED` without the memory for it, and what `loadVectors` throws.
 */
export async function openVectors(
  choice: VectorsChoice,
  onProgress: (progress: Progress) => void,
): Promise<OpenedVectors> {
  const { name, embedding, isCut } = await load(choice, onProgress)
  const vectors = await explorableVectors(embedding)
  return { facts: { name, words: vectors.words, dimension: vectors.dimension, isCut }, vectors }
}

async function load(choice: VectorsChoice, onProgress: (progress: Progress) => void) {
  if (choice.kind === 'glove-mini') {
    const { name, vectors, vocabulary } = await fetchGloveMini()
    return { name, embedding: (await loadVectors(vectors, { vocabulary })).embedding, isCut: false }
  }
  const { file, limit } = choice
  const { embedding, report } = await loadVectors(file, { limit, onProgress })
  return { name: file.name, embedding, isCut: report.limited }
}
