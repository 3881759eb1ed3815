import type { TrainRequest } from '@wordloom/core'
import { glove } from '@wordloom/glove-loader'
import type { SpamCorpus } from '../corpus/load-spam-corpus.js'
import type { SpamLabel } from '../corpus/spam-assassin-files.js'

/** Steps of the trace that Keras repeats. */
export const referenceSteps = 30

/** Seeds and epochs over which the accuracy of the demo is compared with Keras'. */
export const demoSeeds: readonly number[] = [1, 2, 3]
export const demoEpochs = 4

/**
 * The training of the demo as `reference/keras/make_reference_trace.py` repeats it: with dense Adam and batches of a plain
 * shuffle, as Keras has them.
 */
export function referenceRequest({ train }: SpamCorpus): TrainRequest<SpamLabel> {
  return {
    ...train,
    labelOrder: ['ham', 'spam'],
    embedding: glove('glove-mini'),
    optimizer: { embeddingUpdates: 'dense' },
    bucketing: false,
    seed: 1,
  }
}
