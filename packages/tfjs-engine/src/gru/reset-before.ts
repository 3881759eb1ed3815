import type { NetworkParameters } from '@wordloom/kernels/parameters'
import { createMatrix, placeBlock, placeIdentity, transposed } from '../matrix.js'
import { uploadSides } from '../side-product.js'
import type { Tensor, Tfjs } from '../tfjs.js'
import { unstackSteps } from '../transfer.js'
import { flagColumns } from '../word-inputs.js'
import { forSides, readDirections, type GruSizes } from './gru-weights.js'
import { outerOfSteps } from './outer-of-steps.js'
import { placeGradient } from './place-gradient.js'
import { padGate, type Recurrence, type RecurrenceLayout } from './recurrence.js'

/**
 * The columns of the GRU whose reset gate applies to the state before the product (`reset_after=False`). Before the gates
 * stand z and r; gradients stand in the order z, r, h.
 */
export function resetBeforeLayout(parameters: NetworkParameters, sizes: GruSizes): RecurrenceLayout {
  const { name, inputs, units } = sizes
  const weights = readDirections(parameters, sizes)
  return {
    gateColumns: 2 * units,
    gradientColumns: 3 * units,
    gateInput(side) {
      const matrix = createMatrix(inputs + flagColumns, 2 * units)
      for (const [i, gate] of (['z', 'r'] as const).entries()) {
        placeBlock(matrix, 0, i * units, weights[side].kernel(gate))
        placeBlock(matrix, inputs, i * units, weights[side].bias(gate))
      }
      matrix.data.fill(padGate, (inputs + 1) * 2 * units, (inputs + 1) * 2 * units + units)
      return matrix
    },
    candidateInput(side) {
      const matrix = createMatrix(inputs + flagColumns, units)
      placeBlock(matrix, 0, 0, weights[side].kernel('h'))
      placeBlock(matrix, inputs, 0, weights[side].bias('h'))
      return matrix
    },
    inputTransposed(side) {
      const matrix = createMatrix(3 * units, inputs)
      for (const [i, gate] of (['z', 'r', 'h'] as const).entries()) {
        placeBlock(matrix, i * units, 0, transposed(weights[side].kernel(gate)))
      }
      return matrix
    },
    writeGradients(side, { inputs: ofInputs, factors: [ofStates, ofReset] }) {
      const columns = 3 * units
      const gradient = (weight: string): Float32Array => parameters.gradient(`${name}/${side}/${weight}`)
      for (const gate of [0, 1, 2]) {
        const block = { first: gate * units, columns: units, rowStride: columns }
        const recurrent = gate === 2 ? ofReset! : ofStates!
        const bias = { ...block, data: ofInputs, first: inputs * columns + gate * units, rows: 1 }
        placeGradient(gradient('kernel'), columns, 0, gate, { ...block, data: ofInputs, rows: inputs })
        placeGradient(gradient('recurrent_kernel'), columns, 0, gate, { ...block, data: recurrent, rows: units })
        placeGradient(gradient('bias'), columns, 0, gate, bias)
      }
    },
  }
}

/** Uploads the recurrent kernel and makes the loop over time. `training` adds what the way back needs. */
export function resetBeforeRecurrence(
  tf: Tfjs,
  parameters: NetworkParameters,
  sizes: GruSizes,
  training: boolean,
): Recurrence {
  const { units } = sizes
  const weights = readDirections(parameters, sizes)
  const ofGates = forSides((side) => {
    const matrix = createMatrix(units, 2 * units)
    placeBlock(matrix, 0, 0, weights[side].recurrent('z'))
    placeBlock(matrix, 0, units, weights[side].recurrent('r'))
    return matrix
  })
  const ofCandidate = forSides((side) => {
    const matrix = createMatrix(units, units)
    placeBlock(matrix, 0, 0, weights[side].recurrent('h'))
    return matrix
  })
  const gatesProduct = uploadSides(tf, ofGates.forward, ofGates.backward)
  const candidateProduct = uploadSides(tf, ofCandidate.forward, ofCandidate.backward)
  const back = training ? uploadBack() : undefined

  function uploadBack() {
    const candidate = forSides((side) => {
      const matrix = createMatrix(units, units)
      placeBlock(matrix, 0, 0, transposed(weights[side].recurrent('h')))
      return matrix
    })
    // Rows: z, what passes by the gates, r, what passes through the reset gate.
    const gates = forSides((side) => {
      const matrix = createMatrix(4 * units, units)
      placeBlock(matrix, 0, 0, transposed(weights[side].recurrent('z')))
      placeIdentity(matrix, units, 0, units)
      placeBlock(matrix, 2 * units, 0, transposed(weights[side].recurrent('r')))
      placeIdentity(matrix, 3 * units, 0, units)
      return matrix
    })
    return {
      candidate: uploadSides(tf, candidate.forward, candidate.backward),
      gates: uploadSides(tf, gates.forward, gates.backward),
    }
  }

  function step(state: Tensor, gates: Tensor, candidate: Tensor, keep: boolean): readonly Tensor[] {
    const [batchSize] = state.shape as [number]
    const zr = tf.reshape(tf.sigmoid(tf.add(gatesProduct.multiply(state), gates)), [batchSize, 2, 2 * units])
    const cut = (block: number): Tensor =>
      tf.reshape(tf.slice(zr, [0, 0, block * units], [batchSize, 2, units]), [batchSize, 2 * units])
    const z = cut(0)
    const reset = tf.mul(cut(1), state)
    const proposed = tf.tanh(tf.add(candidate, candidateProduct.multiply(reset)))
    const next = tf.add(proposed, tf.mul(z, tf.sub(state, proposed)))
    return keep ? [next, zr, reset, proposed] : [next]
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
      const stack = (parts: readonly Tensor[], columns = units): Tensor =>
        tf.reshape(tf.concat([...parts], 0), [tokens, 2, columns])
      const keptOf = (index: number): Tensor[] => kept.map((tensors) => tensors[index]!)
      const previous = stack(states.slice(0, -1))
      const resets = stack(keptOf(1))
      const [toZ, z, toH, toR, r] = tf.tidy(() => {
        const zr = stack(keptOf(0), 2 * units)
        const proposed = stack(keptOf(2))
        const cut = (block: number): Tensor => tf.slice(zr, [0, 0, block * units], [tokens, 2, units])
        const [z, r] = [cut(0), cut(1)]
        const notZ = tf.sub(1, z)
        const toZ = tf.mul(tf.sub(previous, proposed), tf.mul(z, notZ))
        const toH = tf.mul(notZ, tf.sub(1, tf.square(proposed)))
        return [toZ, z, toH, tf.mul(resets, tf.sub(1, r)), r] as const
      })
      const ofSteps = (parts: Tensor[], count: number): Tensor[] =>
        unstackSteps(tf, tf.reshape(tf.concat(parts, 2), [steps, batchSize, 2 * count * units]))
      const candidateShares = ofSteps([toH], 1)
      const directShares = ofSteps([toZ, z], 2)
      const resetShares = ofSteps([toR, r], 2)
      const gradients = outerOfSteps(tf, steps, [batchSize, 2 * units], outer, (t, gradient) => {
        const spread = (share: Tensor, by: Tensor): Tensor =>
          tf.mul(tf.reshape(share, [batchSize, 2, 2, units]), tf.reshape(by, [batchSize, 2, 1, units]))
        const toReset = back!.candidate.multiply(tf.mul(candidateShares[t]!, gradient))
        const all = tf.concat([spread(directShares[t]!, gradient), spread(resetShares[t]!, toReset)], 2)
        return { next: back!.gates.multiply(tf.reshape(all, [batchSize, 8 * units])), kept: [gradient, toReset] }
      })
      const outers = stack(gradients.map(([gradient]) => gradient!))
      const toResets = stack(gradients.map(([, toReset]) => toReset!))
      return {
        gates: tf.concat([tf.mul(toZ, outers), tf.mul(toR, toResets), tf.mul(toH, outers)], 2),
        factors: [previous, resets],
      }
    },
  }
}
