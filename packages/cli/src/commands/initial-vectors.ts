import type { EmbeddingSource } from '@wordloom/core'
import type { CommandIo } from '../io.js'
import { withoutUndefined } from '../options/without-undefined.js'
import { locateVectors } from '../vectors/locate-vectors.js'
import type { TrainOptions } from './train-options.js'

/**
 * The source that `--embedding` names; undefined for `random`.
 *
 * @param environment - tells where the cache folder is.
 * @throws WordloomError `FILE_NOT_FOUND` for vectors that are not there (nothing is downloaded), `EMBEDDING_DIMENSION` when `--dimension` is not
 * that of the bundled vectors; a file is compared when it is read.
 */
export async function initialVectors(
  options: Pick<TrainOptions, 'embedding' | 'dimension'>,
  environment: CommandIo['env'],
): Promise<EmbeddingSource | undefined> {
  const { embedding, dimension } = options
  if (embedding === 'random') return undefined
  const place = await locateVectors(embedding, environment, ['random'])
  const { glove } = await import('@wordloom/glove-loader')
  const { path = embedding, entry } = place ?? {}
  return glove(path, withoutUndefined({ dimension, entry, name: entry }))
}
