import type { TextsTrainRequest } from '@wordloom/core'
import { labelOrder, splitRows } from '../data/split-rows.js'
import { sourceOf } from '../vectors/initial-vectors.js'
import type { Session } from './session.js'

/** What of a request does not depend on where it runs. */
export function trainRequest({ rows, settings, vectors }: Session): TextsTrainRequest {
  const { training, validation } = splitRows(rows, settings.seed)
  return {
    ...training,
    labelOrder: labelOrder(rows.labels),
    // Very few rows leave none to set aside.
    validation: validation.texts.length > 0 ? validation : 0,
    ...(vectors && { embedding: sourceOf(vectors) }),
    model: {
      maxLength: settings.maxLength,
      embedding: { trainable: settings.learnVectors },
      encoder: { units: settings.units, pooling: settings.pooling },
    },
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    optimizer: { learningRate: settings.learningRate },
    // The curves show when to stop; the best epoch wins in any case.
    patience: Infinity,
    seed: settings.seed,
  }
}

/** How often a checkpoint is written: some times an epoch, but not with every small step. */
export function checkpointSteps({ rows, settings }: Session): number {
  const stepsOfEpoch = Math.ceil((rows.texts.length * 0.8) / settings.batchSize)
  return Math.max(10, Math.ceil(stepsOfEpoch / 2))
}
