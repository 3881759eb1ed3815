import type { EmbeddingSource } from '@wordloom/core'
import { locateVectors } from '../vectors/locate-vectors.js'
import type { TrainOptions } from './train-options.js'

/**
 * The source that `--embedding` names; undefined for `random`.
 *
 * @throws WordloomError `FILE_NOT_FOUND` for a file that is not there, `EMBEDDING_DIMENSION` when `--dimension` is not
 * that of the bundled vectors; a file is compared when it is read.
 */
export async function initialVectors(
  options: Pick<TrainOptions, 'embedding' | 'dimension'>,
): Promise<EmbeddingSource | undefined> {
  const { embedding, dimension } = options
  if (embedding === 'random') return undefined
  await locateVectors(embedding, ['random'])
  const { glove } = await import('@wordloom/glove-loader')
  return glove(embedding, dimension === undefined ? {} : { dimension })
}
