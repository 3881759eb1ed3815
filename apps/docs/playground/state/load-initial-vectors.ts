import { WordloomError, type Progress } from '@wordloom/core'
import type { VectorsChoice } from '../training/settings.js'
import type { InitialVectors } from '../vectors/initial-vectors.js'
import { files } from '../worker/files.js'

/** Where vectors come from, and who hears of it. */
export interface VectorsWanted {
  readonly choice: VectorsChoice
  /** For the choice `file`. */
  readonly file: File | undefined
  readonly texts: readonly string[]
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/**
 * The vectors that the reader chose; none for random ones.
 *
 * @throws WordloomError `INVALID_ARGUMENT` without a file, `ABORTED`, and what reading the file throws.
 */
export async function loadInitialVectors(wanted: VectorsWanted): Promise<InitialVectors | undefined> {
  const { choice, file, texts, signal, onProgress } = wanted
  if (choice === 'random') return undefined
  if (choice === 'glove-mini') return files.vectorsOfGloveMini(texts, signal)
  if (file !== undefined) return files.vectorsOfFile(file, texts, onProgress, signal)
  throw new WordloomError('INVALID_ARGUMENT', 'No file of vectors is chosen', {
    hint: 'Choose one, or start from GloVe mini.',
  })
}
