import { createModelSpec, createRandom, createVocabulary, weightShapes } from '@wordloom/core'
import type { TrainedModel, Vocabulary } from '@wordloom/core'

/** A small model with seeded random weights. */
export function smallModel(words: readonly string[] = ['the', 'cat', 'sat']): TrainedModel<'ham' | 'spam'> {
  const vocabulary: Vocabulary = createVocabulary(words)
  const spec = createModelSpec(['ham', 'spam'], {
    embedding: { dimension: 3 },
    encoder: { units: 2 },
    hidden: { units: 4 },
  })
  const random = createRandom(3)
  const weights = new Map(
    [...weightShapes(spec, vocabulary.size)].map(([name, shape]) => {
      const size = shape.reduce((product, length) => product * length, 1)
      return [name, { shape, data: Float32Array.from({ length: size }, () => random.nextNormal()) }]
    }),
  )
  const history = [
    { epoch: 1, loss: 0.5, accuracy: 0.75, validationLoss: 0.6, validationAccuracy: 0.7, seconds: 1.5 },
    { epoch: 2, loss: 0.4, accuracy: 0.8, validationLoss: 0.7, validationAccuracy: 0.65, seconds: 1.4 },
  ]
  return { spec, vocabulary, weights, history, bestEpoch: 1, embeddingSource: 'random' }
}

/** The error code that `work` fails with. */
export function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
  return 'no error'
}
