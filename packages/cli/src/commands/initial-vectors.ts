import { WordloomError, type EmbeddingSource } from '@wordloom/core'
import { kindOf } from '../output-path.js'
import type { TrainOptions } from './train-options.js'

/** The vectors that come with the command. */
export const bundledVectors: readonly string[] = ['glove-mini']

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
  if (!bundledVectors.includes(embedding) && (await kindOf(embedding)) !== 'file') {
    throw new WordloomError('FILE_NOT_FOUND', 'The vectors to start from do not exist', {
      file: embedding,
      expected: `${bundledVectors.join(', ')}, random, or a file`,
    })
  }
  const { glove } = await import('@wordloom/glove-loader')
  return glove(embedding, dimension === undefined ? {} : { dimension })
}
