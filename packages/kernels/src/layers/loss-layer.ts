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
   * After {@link LossLayer.forward}: the mean loss over the rows, in double precision, with the gradient left in the
   * logits' signal.
   */
  backward(batchSize: number, targets: Int32Array): number
}
