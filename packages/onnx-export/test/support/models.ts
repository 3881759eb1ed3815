import { createModelSpec, createRandom, createVocabulary, weightShapes } from '@wordloom/core'
import type { ModelSpecOptions, Tensor, TrainedModel } from '@wordloom/core'

export interface ModelSizes {
  readonly labels?: readonly string[]
  readonly task?: ModelSpecOptions['task']
  readonly encoder?: ModelSpecOptions['encoder']
  readonly words?: number
  readonly dimension?: number
  readonly units?: number
  readonly hidden?: number
  readonly maxLength?: number
  readonly tokenizer?: ModelSpecOptions['tokenizer']
  readonly seed?: number
}

/** A model with seeded random weights, wide enough apart that rows get clearly different answers. */
export function randomModel(sizes: ModelSizes = {}): TrainedModel {
  const { labels = ['ham', 'spam'], words = 20, dimension = 5, units = 3, hidden = 7, maxLength = 12, seed = 1 } = sizes
  const vocabulary = createVocabulary(Array.from({ length: words }, (_, index) => `word${index}`))
  const spec = createModelSpec(labels, {
    maxLength,
    embedding: { dimension },
    encoder: { ...sizes.encoder, units },
    hidden: { units: hidden },
    ...(sizes.task && { task: sizes.task }),
    ...(sizes.tokenizer !== undefined && { tokenizer: sizes.tokenizer }),
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

/** A copy of the model with one weight changed in place by `change`. */
export function withWeight(model: TrainedModel, name: string, change: (data: Float32Array) => void): TrainedModel {
  const { shape, data } = model.weights.get(name)!
  const copy = data.slice()
  change(copy)
  return { ...model, weights: new Map(model.weights).set(name, { shape, data: copy }) }
}
