import { createRandom, createVocabulary, type TrainedModel } from '@wordloom/core'
import type { NetworkSizes } from '../../train/data/dataset.js'
import { referenceSpec } from '../../train/data/reference-spec.js'
import { syntheticDataset } from '../../train/data/synthetic-dataset.js'

/** A model of these sizes whose words are `word0`, `word1` and so on. */
export function referenceModel(sizes: NetworkSizes): TrainedModel {
  return {
    spec: referenceSpec(sizes),
    vocabulary: createVocabulary(Array.from({ length: wordsOf(sizes) }, (_, index) => `word${index}`)),
    weights: syntheticDataset(sizes).weights,
    history: [],
    bestEpoch: 0,
    embeddingSource: 'random',
  }
}

/** Texts as long as a row of these sizes, of words of {@link referenceModel} drawn uniformly, and a label for each. */
export function referenceTexts(sizes: NetworkSizes, count: number): { texts: string[]; labels: ('no' | 'yes')[] } {
  const random = createRandom(1)
  const word = (): string => `word${random.nextInteger(wordsOf(sizes))}`
  return {
    texts: Array.from({ length: count }, () => Array.from({ length: sizes.time }, word).join(' ')),
    labels: Array.from({ length: count }, () => (random.nextInteger(2) === 1 ? 'yes' : 'no')),
  }
}

/** Without padding and the unknown word. */
function wordsOf({ vocabularySize }: NetworkSizes): number {
  return vocabularySize - 2
}
