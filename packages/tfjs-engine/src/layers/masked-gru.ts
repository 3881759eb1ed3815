import type { Tensor } from '@tensorflow/tfjs-core'
import type { TfjsCore } from './namespaces.js'

/** One direction's weights in Keras' layouts. */
export interface GruTensors {
  /** `[inputs, 3 * units]` */
  readonly kernel: Tensor
  /** `[units, 3 * units]` */
  readonly recurrentKernel: Tensor
  /** `[2, 3 * units]`, or `[3 * units]` without `resetAfter`. */
  readonly bias: Tensor
}

export interface MaskedGruOptions {
  readonly units: number
  readonly resetAfter: boolean
  readonly reverse: boolean
}

/**
 * The states after every step of one direction, in the order of the steps; where the mask is 0 the state is kept. It is
 * made of operations that TensorFlow.js can differentiate.
 *
 * @param x - `[batch, time, inputs]`
 * @param mask - `[batch, time]` of 0 and 1, if there is one
 */
export function maskedGru(
  tf: TfjsCore,
  x: Tensor,
  mask: Tensor | undefined,
  { kernel, recurrentKernel, bias }: GruTensors,
  { units, resetAfter, reverse }: MaskedGruOptions,
): Tensor[] {
  const [batch, time, inputs] = x.shape as [number, number, number]
  const [inputBias, stateBias] = resetAfter ? tf.unstack(bias) : [bias]
  const flat = tf.add(tf.matMul(tf.reshape(x, [batch * time, inputs]), kernel), inputBias!)
  const projected = tf.unstack(tf.reshape(flat, [batch, time, 3 * units]), 1)
  const kept = mask === undefined ? undefined : tf.unstack(tf.expandDims(mask, 2), 1)
  const cut = (tensor: Tensor, gate: number, count = 1): Tensor =>
    tf.slice(tensor, [0, gate * units], [tensor.shape[0]!, count * units])
  const ofGates = cut(recurrentKernel, 0, 2)
  const ofCandidate = cut(recurrentKernel, 2)

  function next(state: Tensor, step: number): Tensor {
    const input = projected[step]!
    const { gates, candidate } = resetAfter ? after(state, input) : before(state, input)
    const share = tf.sub(1, cut(gates, 0))
    const moved = tf.mul(kept === undefined ? share : tf.mul(share, kept[step]!), tf.sub(candidate, state))
    return tf.add(state, moved)
  }

  function after(state: Tensor, input: Tensor): { gates: Tensor; candidate: Tensor } {
    const product = tf.add(tf.matMul(state, recurrentKernel), stateBias!)
    const gates = tf.sigmoid(tf.add(cut(input, 0, 2), cut(product, 0, 2)))
    return { gates, candidate: tf.tanh(tf.add(cut(input, 2), tf.mul(cut(gates, 1), cut(product, 2)))) }
  }

  function before(state: Tensor, input: Tensor): { gates: Tensor; candidate: Tensor } {
    const gates = tf.sigmoid(tf.add(cut(input, 0, 2), tf.matMul(state, ofGates)))
    const reset = tf.mul(cut(gates, 1), state)
    return { gates, candidate: tf.tanh(tf.add(cut(input, 2), tf.matMul(reset, ofCandidate))) }
  }

  const states: Tensor[] = []
  let state: Tensor = tf.zeros([batch, units])
  for (let i = 0; i < time; i++) {
    const step = reverse ? time - 1 - i : i
    state = next(state, step)
    states[step] = state
  }
  return states
}
