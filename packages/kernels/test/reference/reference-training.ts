import type { EngineConfig, StepOptions, TrainingBatch } from '@wordloom/core'
import { toFloat64 } from './cases.js'
import { hashedDropout } from './reference-dropout.js'
import type { ReferenceResult, ReferenceWeights } from './reference-network.js'
import { runReference } from './reference-network.js'
import { createReferenceOptimizer } from './reference-optimizer.js'

/** An engine in float64. */
export interface ReferenceEngine {
  /** The current weights. */
  readonly weights: ReferenceWeights
  /** What optimizers keep, by Keras' names. */
  readonly slots: ReadonlyMap<string, ReferenceWeights>
  /** One step: what the network gave before the update. */
  train(batch: TrainingBatch, options?: StepOptions): ReferenceResult
}

const table = 'embedding/embeddings'

/** Everything that an `EngineConfig` asks for, in float64 and without a thought of speed. */
export function createReferenceEngine({
  spec,
  weights: initial,
  optimizer,
  frozenRows,
  labelSmoothing = 0,
  seed = 0,
}: EngineConfig): ReferenceEngine {
  if (optimizer === undefined) throw new TypeError('no optimizer')
  const weights = toFloat64(initial)
  const { slots, step: update } = createReferenceOptimizer(optimizer, weights)
  const { dropout } = spec.encoder
  let steps = 0
  return {
    weights,
    slots,
    train(batch, { learningRate } = {}) {
      const mask = dropout > 0 ? { dropout: hashedDropout(dropout, seed, steps) } : {}
      const result = runReference(spec, weights, batch, { labelSmoothing, ...mask })
      const present = tokensOf(batch)
      const frozen = (name: string, index: number): boolean => {
        if (name !== table) return false
        const row = Math.floor(index / spec.embedding.dimension)
        if (spec.embedding.trainable === false || frozenRows?.[row] === 1) return true
        return optimizer.embeddingUpdates === 'sparse' && !present.has(row)
      }
      update(weights, result.gradients, frozen, learningRate)
      steps++
      return result
    },
  }
}

/** The ids that occur in a batch; padding is no occurrence of row 0. */
function tokensOf({ batchSize, time, ids, lengths }: TrainingBatch): ReadonlySet<number> {
  const present = new Set<number>()
  for (let row = 0; row < batchSize; row++) {
    for (let at = row * time; at < row * time + lengths[row]!; at++) if (ids[at] !== 0) present.add(ids[at]!)
  }
  return present
}
