import { createVocabulary, type TrainedModel } from '@wordloom/core'
import type { Dataset } from '../../train/data/dataset.js'
import { referenceSpec } from '../../train/data/reference-spec.js'

/** The network of a dataset as a model that could be exported; its words are numbers. */
export function modelOf({ sizes, weights }: Dataset): TrainedModel {
  return {
    spec: referenceSpec(sizes),
    vocabulary: createVocabulary(Array.from({ length: sizes.vocabularySize - 2 }, (_, word) => `word${word}`)),
    weights,
    history: [],
    bestEpoch: 0,
    embeddingSource: 'random',
  }
}
