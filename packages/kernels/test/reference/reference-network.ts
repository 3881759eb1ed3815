import type { Batch, ModelSpec, TrainingBatch } from '@wordloom/core'
import { weightShapes } from '@wordloom/core'
import type { DropoutMask } from './reference-dropout.js'
import type { RowDropout } from './reference-encoder.js'
import { runEncoder } from './reference-encoder.js'
import { addOuterProduct, addTo, project, projectBack } from './reference-linear.js'
import { crossEntropy, rowTargets, smoothTargets } from './reference-loss.js'

/** Weights or gradients in float64, by the names of `weightShapes`. */
export type ReferenceWeights = ReadonlyMap<string, Float64Array>

export interface ReferenceResult {
  readonly loss: number
  readonly probabilities: Float64Array
  readonly gradients: ReferenceWeights
}

export interface ReferenceOptions {
  /** @defaultValue 0 */
  readonly labelSmoothing?: number
  /** What dropout does in this step; `encoder.dropout` of the specification is not read. @defaultValue nothing is dropped */
  readonly dropout?: DropoutMask
}

/**
 * The network of `ModelSpec` and its gradients, row after row in float64, written for reading and not for speed.
 * It shares nothing with the kernels: no packing, no matrix products over a batch.
 */
export function runReference(
  spec: ModelSpec,
  weights: ReferenceWeights,
  batch: Batch & Partial<Pick<TrainingBatch, 'targets' | 'weights'>>,
  { labelSmoothing = 0, dropout = () => 1 }: ReferenceOptions = {},
): ReferenceResult {
  const table = named(weights, 'embedding/embeddings')
  const { dimension } = spec.embedding
  const gradients = new Map(
    [...weightShapes(spec, table.length / dimension).keys()].map((name) => [
      name,
      new Float64Array(named(weights, name).length),
    ]),
  )
  const probabilities: number[] = []
  let loss = 0
  for (let row = 0; row < batch.batchSize; row++) {
    const start = row * batch.time
    const ids = [...batch.ids.subarray(start, start + batch.lengths[row]!)].filter((id) => id !== 0)
    const targets = smoothTargets(spec, rowTargets(spec, batch.targets, row), labelSmoothing)
    const share = (batch.weights?.[row] ?? 1) / batch.batchSize
    const rowDropout: RowDropout = (place) => dropout({ ...place, row })
    const result = runRow({ spec, weights, gradients, dropout: rowDropout }, ids, targets, share)
    probabilities.push(...result.probabilities)
    loss += result.loss * share
  }
  return { loss, probabilities: Float64Array.from(probabilities), gradients }
}

interface RowContext {
  readonly spec: ModelSpec
  readonly weights: ReferenceWeights
  /** Added to. */
  readonly gradients: ReferenceWeights
  readonly dropout: RowDropout
}

function runRow(
  { spec, weights, gradients, dropout }: RowContext,
  ids: readonly number[],
  targets: readonly number[],
  share: number,
): { loss: number; probabilities: Float64Array } {
  const { dimension } = spec.embedding
  const table = named(weights, 'embedding/embeddings')
  const vectors = ids.map((id) => table.subarray(id * dimension, (id + 1) * dimension))
  const { features, backpropagate } = runEncoder(spec.encoder, vectors, weights, dropout)
  const before = project(features, named(weights, 'hidden/kernel'), named(weights, 'hidden/bias'))
  const hidden = before.map((value) => Math.max(value, 0))
  const logits = project(hidden, named(weights, 'output/kernel'), named(weights, 'output/bias'))
  const { loss, probabilities, toLogits } = crossEntropy(logits, targets, spec.task.type)

  const outer = toLogits.map((value) => value * share)
  addOuterProduct(named(gradients, 'output/kernel'), hidden, outer)
  addTo(named(gradients, 'output/bias'), outer)
  const toHidden = projectBack(outer, named(weights, 'output/kernel'), hidden.length).map((value, j) =>
    before[j]! > 0 ? value : 0,
  )
  addOuterProduct(named(gradients, 'hidden/kernel'), features, toHidden)
  addTo(named(gradients, 'hidden/bias'), toHidden)
  const toFeatures = projectBack(toHidden, named(weights, 'hidden/kernel'), features.length)
  for (const [position, vector] of backpropagate(toFeatures, gradients).entries()) {
    const id = ids[position]!
    addTo(named(gradients, 'embedding/embeddings').subarray(id * dimension, (id + 1) * dimension), vector)
  }
  return { loss, probabilities }
}

export function named<Value>(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name)
  if (value === undefined) throw new TypeError(`no ${name}`)
  return value
}
