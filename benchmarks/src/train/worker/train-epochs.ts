import { createRandom, createVocabulary, type Engine } from '@wordloom/core'
import { createCheckpoint, defaultOptimizer, fit, type FitState, type PreparedData } from '@wordloom/training'
import type { Dataset } from '../data/dataset.js'
import { referenceSpec } from '../data/reference-spec.js'

/**
 * Makes a function that trains one more epoch with the loop of `@wordloom/training`, as its trainers run it: shuffling,
 * batches, metrics and keeping the best weights included.
 *
 * @returns the mean loss of the epoch
 */
export function createEpochs(engine: Engine, dataset: Dataset): () => Promise<number> {
  const { sizes } = dataset
  const data = preparedData(dataset)
  const spec = referenceSpec(sizes)
  const random = createRandom(1)
  let epochs = 0
  return async () => {
    const state: FitState = { history: [] }
    const settings = { epochs: 1, batchSize: sizes.batchSize, patience: Infinity, optimizer: defaultOptimizer }
    const options = { engine, spec, data, settings, random: random.fork(`epoch/${++epochs}`) }
    await fit({ ...options, checkpoint: createCheckpoint(), emit: () => {} }, state)
    return state.history[0]!.loss
  }
}

function preparedData({ sizes, ids, lengths, targets }: Dataset): PreparedData {
  const { vocabularySize, time } = sizes
  const offsets = new Int32Array(lengths.length + 1)
  for (const [row, length] of lengths.entries()) offsets[row + 1] = offsets[row]! + length
  const tokens = new Int32Array(offsets[lengths.length]!)
  for (const [row, length] of lengths.entries()) {
    tokens.set(ids.subarray(row * time, row * time + length), offsets[row])
  }
  // The loop asks a vocabulary for its size alone.
  const words = Array.from({ length: vocabularySize - 2 }, (_, index) => `word${index}`)
  return { vocabulary: createVocabulary(words), training: { rows: { ids: tokens, offsets }, targets } }
}
