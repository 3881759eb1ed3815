import { createRandom } from '@wordloom/core'
import type { Dataset, NetworkSizes } from './dataset.js'
import { initialWeights } from './initial-weights.js'

/** Different batches, so that no contestant finds the rows of its table in the cache from the step before. */
const batches = 8

/**
 * Rows of full length whose words are drawn uniformly: nearly all words of a batch are different ones. Real text repeats
 * its words far more, which would flatter an engine that works once a word rather than once a token.
 *
 * @param seed - the same seed gives the same dataset on every machine.
 */
export function syntheticDataset(sizes: NetworkSizes, seed: number = 1): Dataset {
  const random = createRandom(seed)
  const rows = batches * sizes.batchSize
  const words = random.fork('ids')
  const labels = random.fork('targets')
  return {
    sizes,
    ids: Int32Array.from({ length: rows * sizes.time }, () => 1 + words.nextInteger(sizes.vocabularySize - 1)),
    lengths: new Int32Array(rows).fill(sizes.time),
    targets: Int32Array.from({ length: rows }, () => labels.nextInteger(2)),
    weights: initialWeights(sizes, random.fork('weights')),
  }
}
