import type { TrainingBatch } from '@wordloom/core'
import type { Pointer } from '../wasm/kernel-exports.js'
import type { Capacity } from './layer.js'

/** What a network ends in: turns logits into probabilities, and targets into a loss and the logits' gradient. */
export interface LossLayer {
  /** `[batchSize, columns]`, columns being those of the logits. */
  readonly probabilities: Pointer
  readonly columns: number
  layout(capacity: Capacity): void
  forward(batchSize: number): void
  /**
   * After {@link LossLayer.forward}: the sum of the rows' weighted losses divided by their number, in double precision,
   * with the gradient left in the logits' signal.
   */
  backward(batch: LossBatch): number
}

/** What a loss needs of a batch. */
export type LossBatch = Pick<TrainingBatch, 'batchSize' | 'targets' | 'weights'>

export interface LossLayerOptions {
  /** Share by which targets are drawn towards the uniform distribution: 0 or more and below 1. */
  readonly labelSmoothing: number
}
