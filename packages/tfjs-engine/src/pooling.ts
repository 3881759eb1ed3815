import type { Pooling } from '@wordloom/core'
import type { ArrangedBatch } from './arranged-batch.js'
import type { OuterGradient } from './gru/recurrence.js'
import type { Tensor, Tfjs } from './tfjs.js'
import { unstackSteps } from './transfer.js'

/** One vector a row, and the way back. */
export interface Pooled {
  /** `[batchSize, columns]` */
  readonly output: Tensor
  /** From its gradient to that of the states. */
  backward(gradient: Tensor): OuterGradient
}

/**
 * Pools the states of all steps. None of it depends on the order of the steps, so both directions stay in the order in
 * which they were walked; and as padding carries a state along, neither the last nor the largest changes there.
 *
 * @param states - `[batchSize, columns]` each, after every step
 */
export function poolStates(tf: Tfjs, pooling: Pooling, states: readonly Tensor[], batch: ArrangedBatch): Pooled {
  if (pooling === 'last') return { output: states.at(-1)!, backward: (last) => ({ last }) }
  return (pooling === 'max' ? poolLargest : poolMean)(tf, tf.stack([...states]), batch)
}

function poolLargest(tf: Tfjs, states: Tensor, { steps, batchSize }: ArrangedBatch): Pooled {
  const columns = states.shape[2]!
  return {
    output: tf.max(states, 0),
    backward(gradient) {
      // oneHot() refuses a depth of 1.
      if (steps === 1) return { steps: [gradient] }
      const first = tf.reshape(tf.argMax(states, 0), [batchSize * columns])
      // As int32: the WebAssembly backend writes other bits into float32.
      const isFirst = tf.cast(tf.oneHot(first, steps, 1, 0, 'int32'), 'float32')
      const chosen = tf.reshape(tf.transpose(isFirst), [steps, batchSize, columns])
      return { steps: unstackSteps(tf, tf.mul(chosen, gradient)) }
    },
  }
}

function poolMean(tf: Tfjs, states: Tensor, { steps, batchSize, lengths }: ArrangedBatch): Pooled {
  const shares = new Float32Array(steps * batchSize)
  for (let row = 0; row < batchSize; row++) {
    for (let step = 0; step < lengths[row]!; step++) shares[step * batchSize + row] = 1 / lengths[row]!
  }
  const weights = tf.tensor(shares, [steps, batchSize, 1])
  return {
    output: tf.sum(tf.mul(states, weights), 0),
    backward: (gradient) => ({ steps: unstackSteps(tf, tf.mul(weights, gradient)) }),
  }
}
