import { createModelSpec, createRandom, createVocabulary, weightShapes } from '@wordloom/core'
import type { ModelSpecOptions, Tensor, TrainedModel } from '@wordloom/core'

/** How large a model is, and what else differs from the usual one. */
export interface RandomModelOptions extends Omit<ModelSpecOptions, 'embedding' | 'hidden'> {
  readonly labels: readonly string[]
  /** Rows of the embedding table, padding and unknown included. */
  readonly vocabularySize: number
  /** The first words of the vocabulary; the others are word0, word1 and so on. @defaultValue none */
  readonly words?: readonly string[]
  readonly dimension: number
  readonly hiddenUnits: number
  readonly seed: number
}

/** A model with seeded random weights, wide enough apart that rows get clearly different answers. */
export function randomModel(options: RandomModelOptions): TrainedModel {
  const { labels, vocabularySize, words = [], dimension, hiddenUnits, seed, ...others } = options
  const fillers = Array.from({ length: vocabularySize - 2 - words.length }, (_, index) => `word${index}`)
  const vocabulary = createVocabulary([...words, ...fillers])
  const spec = createModelSpec([...labels], {
    ...others,
    embedding: { dimension },
    hidden: { units: hiddenUnits },
  })
  const random = createRandom(seed)
  const weights = new Map<string, Tensor>()
  for (const [name, shape] of weightShapes(spec, vocabulary.size)) {
    const size = shape.reduce((product, length) => product * length, 1)
    const scale = name.endsWith('bias') ? 0.3 : name.startsWith('embedding') ? 1 : 1.5 / Math.sqrt(shape[0]!)
    weights.set(name, { shape, data: Float32Array.from({ length: size }, () => random.nextNormal() * scale) })
  }
  return { spec, vocabulary, weights, history: [], bestEpoch: 0, embeddingSource: 'random' }
}
