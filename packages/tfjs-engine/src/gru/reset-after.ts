import type { NetworkParameters } from '@wordloom/kernels/parameters'
import { createMatrix, placeBlock, placeIdentity, transposed } from '../matrix.js'
import { uploadSides } from '../side-product.js'
import type { Tensor, Tfjs } from '../tfjs.js'
import { unstackSteps } from '../transfer.js'
import { flagColumns } from '../word-inputs.js'
import { forSides, readDirections, type GruSizes } from './gru-weights.js'
import { placeGradient } from './place-gradient.js'
import { padGate, type Recurrence, type RecurrenceLayout } from './recurrence.js'
import { outerOfSteps } from './outer-of-steps.js'

/**
 * The columns of the GRU whose reset gate applies after the product (`reset_after=True`). Before the gates stand z, r and
 * the recurrent bias of the candidate, which has no input: so that one addition a step does for all three. Gradients stand
 * in the order z, r, h, c, where h is the candidate's input and c the product that the reset gate applies to.
 */
export function resetAfterLayout(parameters: NetworkParameters, sizes: GruSizes): RecurrenceLayout {
  const { name, inputs, units } = sizes
  const weights = readDirections(parameters, sizes)
  return {
    gateColumns: 3 * units,
    gradientColumns: 4 * units,
    gateInput(side) {
      const { kernel, bias, recurrentBias } = weights[side]
      const matrix = createMatrix(inputs + flagColumns, 3 * units)
      for (const [i, gate] of (['z', 'r'] as const).entries()) {
        placeBlock(matrix, 0, i * units, kernel(gate))
        placeBlock(matrix, inputs, i * units, bias(gate))
        const { data, first = 0 } = recurrentBias(gate)
        for (let unit = 0; unit < units; unit++) {
          matrix.data[inputs * 3 * units + i * units + unit]! += data[first + unit]!
        }
      }
      placeBlock(matrix, inputs, 2 * units, recurrentBias('h'))
      matrix.data.fill(padGate, (inputs + 1) * 3 * units, (inputs + 1) * 3 * units + units)
      return matrix
    },
    candidateInput(side) {
      const { kernel, bias } = weights[side]
      const matrix = createMatrix(inputs + flagColumns, units)
      placeBlock(matrix, 0, 0, kernel('h'))
      placeBlock(matrix, inputs, 0, bias('h'))
      return matrix
    },
    inputTransposed(side) {
      const matrix = createMatrix(4 * units, inputs)
      for (const [i, gate] of (['z', 'r', 'h'] as const).entries()) {
        placeBlock(matrix, i * units, 0, transposed(weights[side].kernel(gate)))
      }
      return matrix
    },
    writeGradients(side, products) {
      const [recurrent] = products.factors
      const gradient = (weight: string): Float32Array => parameters.gradient(`${name}/${side}/${weight}`)
      const columns = 4 * units
      const from = (data: Float32Array, row: number, rows: number, block: number) => ({
        data,
        first: row * columns + block * units,
        rows,
        columns: units,
        rowStride: columns,
      })
      const bias = gradient('bias')
      for (const [gate, block] of [0, 1, 2].entries()) {
        placeGradient(gradient('kernel'), 3 * units, 0, gate, from(products.inputs, 0, inputs, block))
        placeGradient(bias, 3 * units, 0, gate, from(products.inputs, inputs, 1, block))
      }
      for (const [gate, block] of [0, 1, 3].entries()) {
        placeGradient(gradient('recurrent_kernel'), 3 * units, 0, gate, from(recurrent!, 0, units, block))
        placeGradient(bias, 3 * units, 1, gate, from(products.inputs, inputs, 1, block))
      }
    },
  }
}

/** Uploads the recurrent kernel and makes the loop over time. `training` adds what the way back needs. */
export function resetAfterRecurrence(
  tf: Tfjs,
  parameters: NetworkParameters,
  sizes: GruSizes,
  training: boolean,
): Recurrence {
  const { units } = sizes
  const weights = readDirections(parameters, sizes)
  const recurrent = forSides((side) => {
    const matrix = createMatrix(units, 3 * units)
    for (const [i, gate] of (['z', 'r', 'h'] as const).entries()) {
      placeBlock(matrix, 0, i * units, weights[side].recurrent(gate))
    }
    return matrix
  })
  // With the identity below, one product takes the part of the gradient that passes by the gates along.
  const back = forSides((side) => {
    const matrix = createMatrix(4 * units, units)
    for (const [i, gate] of (['z', 'r', 'h'] as const).entries()) {
      placeBlock(matrix, i * units, 0, transposed(weights[side].recurrent(gate)))
    }
    placeIdentity(matrix, 3 * units, 0, units)
    return matrix
  })
  const product = uploadSides(tf, recurrent.forward, recurrent.backward)
  const productBack = training ? uploadSides(tf, back.forward, back.backward) : undefined

  function step(state: Tensor, gates: Tensor, candidate: Tensor, keep: boolean): readonly Tensor[] {
    const [batchSize] = state.shape as [number]
    const cut = (x: Tensor, block: number, count: number): Tensor =>
      tf.slice(x, [0, 0, block * units], [batchSize, 2, count * units])
    const sum = tf.reshape(tf.add(product.multiply(state), gates), [batchSize, 2, 3 * units])
    const zr = tf.sigmoid(cut(sum, 0, 2))
    const flat = (x: Tensor): Tensor => tf.reshape(x, [batchSize, 2 * units])
    const z = flat(cut(zr, 0, 1))
    const r = flat(cut(zr, 1, 1))
    const proposed = tf.tanh(tf.add(candidate, tf.mul(r, flat(cut(sum, 2, 1)))))
    const next = tf.add(proposed, tf.mul(z, tf.sub(state, proposed)))
    return keep ? [next, sum, proposed] : [next]
  }

  return {
    walk({ gates, candidates }, keep) {
      const [batchSize] = gates[0]!.shape as [number]
      const states = [tf.zeros([batchSize, 2 * units]) as Tensor]
      const kept: (readonly Tensor[])[] = []
      for (const [t, gate] of gates.entries()) {
        const [next, ...rest] = tf.tidy(() => [...step(states.at(-1)!, gate, candidates[t]!, keep)])
        states.push(next!)
        if (keep) kept.push(rest)
      }
      return { states, kept }
    },
    walkBack({ states, kept }, outer) {
      const steps = kept.length
      const [batchSize] = states[0]!.shape as [number]
      const tokens = steps * batchSize
      const stack = (parts: readonly Tensor[], columns: number): Tensor =>
        tf.reshape(tf.concat([...parts], 0), [tokens, 2, columns])
      const previous = stack(states.slice(0, -1), units)
      const proposed = stack(
        kept.map(([, tensor]) => tensor!),
        units,
      )
      // How much of the gradient of a state reaches z, the product c, h, r and the earlier state: all of it is known before
      // the way back begins.
      const [toZ, toR, toH, toC, z] = tf.tidy(() => {
        const sums = stack(
          kept.map(([tensor]) => tensor!),
          3 * units,
        )
        const cut = (x: Tensor, block: number, count: number): Tensor =>
          tf.slice(x, [0, 0, block * units], [tokens, 2, count * units])
        const zr = tf.sigmoid(cut(sums, 0, 2))
        const [z, r, c] = [cut(zr, 0, 1), cut(zr, 1, 1), cut(sums, 2, 1)]
        const notZ = tf.sub(1, z)
        const toH = tf.mul(notZ, tf.sub(1, tf.square(proposed)))
        const toC = tf.mul(toH, r)
        const toZ = tf.mul(tf.sub(previous, proposed), tf.mul(z, notZ))
        return [toZ, tf.mul(toC, tf.mul(c, tf.sub(1, r))), toH, toC, z] as const
      })
      const shares = unstackSteps(tf, tf.reshape(tf.concat([toZ, toR, toC, z], 2), [steps, batchSize, 8 * units]))
      const gradients = outerOfSteps(tf, steps, [batchSize, 2 * units], outer, (t, gradient) => {
        const share = tf.reshape(shares[t]!, [batchSize, 2, 4, units])
        const spread = tf.mul(share, tf.reshape(gradient, [batchSize, 2, 1, units]))
        return { next: productBack!.multiply(tf.reshape(spread, [batchSize, 8 * units])), kept: [gradient] }
      })
      const outers = stack(
        gradients.map(([gradient]) => gradient!),
        units,
      )
      return {
        gates: tf.concat(
          [toZ, toR, toH, toC].map((share) => tf.mul(share, outers)),
          2,
        ),
        factors: [previous],
      }
    },
  }
}
