import { sides, type ArrangedBatch, type Side } from '../arranged-batch.js'
import type { Tensor, Tfjs } from '../tfjs.js'
import { unstackSteps, upload } from '../transfer.js'
import { flagInputs } from '../word-inputs.js'
import type { SideTensors } from './gru-layer.js'
import { forSides } from './gru-weights.js'

/** What stands between two layers: from the states of one to the inputs of both directions of the next, and back. */
export interface SequenceLink {
  /** With flags. */
  readonly output: SideTensors
  /** From the gradients of the outputs, without flags, to that of the state after each step. */
  backward(gradients: SideTensors): readonly Tensor[]
}

/**
 * A layer reads the states of both directions at the same token, but each direction has walked the tokens in its own order:
 * the half of the other direction is turned around.
 *
 * @param states - `[batchSize, 2 * units]` each, after every step
 * @param mask - `[steps, batchSize, 2 * units]` by token: what dropout multiplies with
 */
export function createSequenceLink(
  tf: Tfjs,
  batch: ArrangedBatch,
  states: readonly Tensor[],
  mask: Float32Array | undefined,
): SequenceLink {
  const { steps, batchSize, reversal } = batch
  const columns = states[0]!.shape[1]!
  const tokens = steps * batchSize
  const turn = tf.tensor(reversal, [tokens], 'int32')
  const masks = mask && uploadMasks(tf, mask, reversal, columns)
  const flags = upload(tf, flagInputs(batch))

  const half = (x: Tensor, side: Side): Tensor =>
    tf.slice(x, [0, (sides.indexOf(side) * columns) / 2], [tokens, columns / 2])
  /** Own half first or second, as its direction says, with the other one turned around. */
  const join = (own: Tensor, other: Tensor, side: Side): Tensor[] =>
    side === 'forward'
      ? [half(own, 'forward'), half(other, 'backward')]
      : [half(other, 'forward'), half(own, 'backward')]

  const walked = tf.reshape(tf.concat([...states], 0), [tokens, columns])
  const turned = tf.gather(walked, turn)
  return {
    output: forSides((side) => {
      const parts = join(walked, turned, side)
      if (masks === undefined) return tf.concat([...parts, flags], 1)
      return tf.concat([tf.mul(tf.concat(parts, 1), masks[side]), flags], 1)
    }),
    backward(gradients) {
      const masked = forSides((side) => (masks === undefined ? gradients[side] : tf.mul(gradients[side], masks[side])))
      const own = tf.concat([half(masked.forward, 'forward'), half(masked.backward, 'backward')], 1)
      const other = tf.concat([half(masked.backward, 'forward'), half(masked.forward, 'backward')], 1)
      const gradient = tf.add(own, tf.gather(other, turn))
      return unstackSteps(tf, tf.reshape(gradient, [steps, batchSize, columns]))
    },
  }
}

function uploadMasks(tf: Tfjs, mask: Float32Array, reversal: Int32Array, columns: number): SideTensors {
  const turned = new Float32Array(mask.length)
  for (const [to, from] of reversal.entries()) {
    turned.set(mask.subarray(from * columns, (from + 1) * columns), to * columns)
  }
  const shape = [reversal.length, columns]
  return { forward: tf.tensor(mask, shape), backward: tf.tensor(turned, shape) }
}
