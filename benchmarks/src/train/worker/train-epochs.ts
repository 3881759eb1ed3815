import { createRandom, createVocabulary, type Engine } from '@wordloom/core'
import {
  createPause,
  createFitState,
  createLearningRate,
  fit,
  rowsInMemory,
  trainingSettings,
  type TrainingData,
} from '@wordloom/training'
import type { Dataset } from '../data/dataset.js'
import { referenceSpec } from '../data/reference-spec.js'

/**
 * Makes a function that trains one more epoch with the loop of `@wordloom/training`, as its trainers run it by default: buckets by
 * length, shuffling, batches, metrics and keeping the best weights included.
 *
 * @returns the mean loss of the epoch
 */
export function createEpochs(engine: Engine, dataset: Dataset): () => Promise<number> {
  const { sizes } = dataset
  const data = trainingData(dataset)
  const spec = referenceSpec(sizes)
  const settings = trainingSettings({ texts: [], labels: [], epochs: 1, batchSize: sizes.batchSize, validation: 0 })
  const random = createRandom(1)
  let epochs = 0
  return async () => {
    const state = createFitState()
    await fit(
      {
        engine,
        spec,
        data,
        settings,
        learningRate: createLearningRate({
          schedule: settings.schedule,
          learningRate: settings.optimizer.learningRate,
        }),
        random: random.fork(`epoch/${++epochs}`),
        pause: createPause(),
        emit: () => {},
      },
      state,
    )
    return state.history[0]!.loss
  }
}

function trainingData({ sizes, ids, lengths, targets }: Dataset): TrainingData {
  const { vocabularySize, time } = sizes
  const offsets = new Int32Array(lengths.length + 1)
  for (const [row, length] of lengths.entries()) offsets[row + 1] = offsets[row]! + length
  const tokens = new Int32Array(offsets[lengths.length]!)
  for (const [row, length] of lengths.entries()) {
    tokens.set(ids.subarray(row * time, row * time + length), offsets[row])
  }
  // The loop asks a vocabulary for its size alone.
  const words = Array.from({ length: vocabularySize - 2 }, (_, index) => `word${index}`)
  return { vocabulary: createVocabulary(words), training: rowsInMemory({ rows: { ids: tokens, offsets }, targets }) }
}
