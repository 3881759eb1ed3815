import type { NetworkParameters } from '@wordloom/kernels/parameters'
import type { Side } from '../arranged-batch.js'
import { sides } from '../arranged-batch.js'
import type { Block } from '../matrix.js'

/** What is known of a GRU layer before there are weights. */
export interface GruSizes {
  /** `encoder/0` and the like: what the names of its weights begin with. */
  readonly name: string
  /** Columns of what it reads. */
  readonly inputs: number
  /** Per direction. */
  readonly units: number
}

/** Gates in the order of Keras' layouts. */
export type Gate = 'z' | 'r' | 'h'

/** One direction's weights, cut into gates. They are views: valid until the next step of the optimizer. */
export interface DirectionWeights {
  /** `[inputs, units]` */
  kernel(gate: Gate): Block
  /** `[units, units]` */
  recurrent(gate: Gate): Block
  /** `[1, units]` */
  bias(gate: Gate): Block
  /** `[1, units]`, the bias of the product with the state; only with `resetAfter`. */
  recurrentBias(gate: Gate): Block
}

const gateIndex: Readonly<Record<Gate, number>> = { z: 0, r: 1, h: 2 }

/** The weights of a layer, or with `gradient` the places of their gradients, by direction. */
export function readDirections(
  parameters: NetworkParameters,
  { name, inputs, units }: GruSizes,
): Readonly<Record<Side, DirectionWeights>> {
  const read = (side: Side): DirectionWeights => {
    const cut = (weight: string, rows: number, firstRow = 0) => {
      const data = parameters.value(`${name}/${side}/${weight}`)
      return (gate: Gate): Block => {
        const first = firstRow * 3 * units + gateIndex[gate] * units
        return { data, first, rows, columns: units, rowStride: 3 * units }
      }
    }
    return {
      kernel: cut('kernel', inputs),
      recurrent: cut('recurrent_kernel', units),
      bias: cut('bias', 1),
      recurrentBias: cut('bias', 1, 1),
    }
  }
  return { forward: read('forward'), backward: read('backward') }
}

/** Calls for both directions, in their order side by side. */
export function forSides<Result>(make: (side: Side) => Result): Readonly<Record<Side, Result>> {
  const [forward, backward] = sides
  return { forward: make(forward), backward: make(backward) }
}
