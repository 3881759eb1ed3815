import { createModelSpec, createRandom, defaultTokenizer } from '@wordloom/core'
import { loadSpamCorpus } from '@wordloom/example-spam-classifier/corpus'
import { createPause, prepareData } from '@wordloom/training'
import type { Dataset } from './dataset.js'
import { initialWeights } from './initial-weights.js'

const maxLength = 200
const batchSize = 32

/**
 * The training part of the SpamAssassin corpus as the spam-classifier example reads it: Wordloom's tokenizer and its
 * vocabulary of at most 20,000, texts cut after 200 tokens. Messages without a single token are left out: PyTorch cannot
 * pack them.
 *
 * @param seed - of the initial weights.
 */
export async function corpusDataset(seed: number = 1): Promise<Dataset> {
  const { train } = await loadSpamCorpus()
  const spec = { ...createModelSpec(['ham', 'spam'], { maxLength }), tokenizer: defaultTokenizer }
  const random = createRandom(seed)
  const request = { ...train, validation: 0 }
  const { vocabulary, training } = await prepareData(request, spec, random.fork('data'), createPause())
  const { ids: tokens, offsets } = training.rows
  const kept = Array.from(training.targets.keys()).filter((row) => offsets[row + 1]! > offsets[row]!)
  const lengths = Int32Array.from(kept, (row) => offsets[row + 1]! - offsets[row]!)
  const time = lengths.reduce((longest, length) => Math.max(longest, length), 0)
  const ids = new Int32Array(kept.length * time)
  for (const [i, row] of kept.entries()) ids.set(tokens.subarray(offsets[row], offsets[row + 1]), i * time)
  const sizes = { vocabularySize: vocabulary.size, dimension: 50, units: 64, hiddenUnits: 64, time, batchSize }
  const targets = Int32Array.from(kept, (row) => training.targets[row]!)
  return { sizes, ids, lengths, targets, weights: initialWeights(sizes, random.fork('weights')) }
}
