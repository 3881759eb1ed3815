import type { AdamSpec, EncoderSpec, ModelSpec, TaskSpec, Tensor, TrainingBatch, Weights } from '@wordloom/core'
import { createModelSpec, weightShapes } from '@wordloom/core'
import type { ReferenceWeights } from './reference-network.js'

/** A network small enough to compute by hand-written loops. */
export interface NetworkCase {
  readonly spec: ModelSpec
  readonly vocabularySize: number
  readonly weights: Weights
}

/** Keras' defaults, with the rows of a batch only. */
export const adam: AdamSpec = {
  type: 'adam',
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  embeddingUpdates: 'sparse',
}

/** Numbers in [-1, 1) from a seed: a linear congruential generator (Numerical Recipes' constants). */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
}

export interface NetworkSizes {
  readonly dimension: number
  readonly units: number
  readonly hidden?: number
  readonly labels?: number
  readonly vocabularySize?: number
  readonly trainable?: boolean
  readonly scale?: number
  readonly task?: TaskSpec['type']
  /** Further parts of the encoder. */
  readonly encoder?: Partial<Pick<EncoderSpec, 'layers' | 'pooling' | 'dropout' | 'resetAfter'>>
}

/** A network with seeded weights in ±scale, rounded to float32. */
export function networkCase(seed: number, sizes: NetworkSizes): NetworkCase {
  const { dimension, units, hidden = 7, labels = 2, vocabularySize = 23, trainable = true, scale = 0.5 } = sizes
  const { task, encoder } = sizes
  const spec = createModelSpec(
    Array.from({ length: labels }, (_, i) => `label ${i}`),
    {
      embedding: { dimension, trainable },
      encoder: { units, ...encoder },
      hidden: { units: hidden },
      ...(task && { task }),
    },
  )
  const next = seededNumbers(seed)
  const weights = new Map<string, Tensor>()
  for (const [name, shape] of weightShapes(spec, vocabularySize)) {
    const size = shape.reduce((product, length) => product * length, 1)
    weights.set(name, { shape, data: Float32Array.from({ length: size }, () => scale * next()) })
  }
  return { spec, vocabularySize, weights }
}

/** A batch with seeded ids and targets; `lengths` gives one row each. */
export function batchCase(
  seed: number,
  { spec, vocabularySize }: Pick<NetworkCase, 'spec' | 'vocabularySize'>,
  lengths: readonly number[],
  time: number = Math.max(0, ...lengths),
): TrainingBatch {
  const next = seededNumbers(seed)
  const below = (limit: number): number => Math.floor(((next() + 1) / 2) * limit)
  const ids = new Int32Array(lengths.length * time)
  for (const [row, length] of lengths.entries()) {
    for (let step = 0; step < length; step++) ids[row * time + step] = 1 + below(vocabularySize - 1)
  }
  const { type, labels } = spec.task
  const targets =
    type === 'multi-label'
      ? Int32Array.from({ length: lengths.length * labels.length }, () => below(2))
      : Int32Array.from(lengths, () => below(labels.length))
  return { batchSize: lengths.length, time, ids, lengths: Int32Array.from(lengths), targets }
}

/** Seeded lengths from 0 to `time`, one of them `time`. */
export function mixedLengths(seed: number, batchSize: number, time: number): number[] {
  const next = seededNumbers(seed)
  return Array.from({ length: batchSize }, (_, row) =>
    row === batchSize >> 1 ? time : Math.floor(((next() + 1) / 2) * (time + 1)),
  )
}

export function toFloat64(weights: Weights): Map<string, Float64Array> {
  return new Map([...weights].map(([name, { data }]) => [name, Float64Array.from(data)]))
}

/** The largest difference, relative to the largest value expected. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new RangeError(`${actual.length} values against ${expected.length}`)
  let difference = 0
  let scale = 0
  for (let i = 0; i < expected.length; i++) {
    // NaN must not pass for a small difference.
    const here = Math.abs(actual[i]! - expected[i]!)
    difference = Number.isNaN(here) ? Infinity : Math.max(difference, here)
    scale = Math.max(scale, Math.abs(expected[i]!))
  }
  return difference === 0 ? 0 : difference / Math.max(scale, Number.MIN_VALUE)
}

/** Gradient of every weight by central differences of a loss. */
export function finiteDifferences(weights: ReferenceWeights, step: number, loss: () => number): ReferenceWeights {
  return new Map(
    [...weights].map(([name, values]) => [
      name,
      Float64Array.from(values, (value, i) => {
        values[i] = value + step
        const above = loss()
        values[i] = value - step
        const below = loss()
        values[i] = value
        return (above - below) / (2 * step)
      }),
    ]),
  )
}
