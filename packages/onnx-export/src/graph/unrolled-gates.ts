import { initializerOf } from '../format/initializer.js'
import { intAttribute } from '../format/node.js'
import type { GraphBuilder } from './graph-builder.js'
import type { DirectionWeights, LayerWeights } from './layer-weights.js'
import { toHalf, type StoredMatrix, type StoredValues } from './precision.js'
import { storedConstant } from './stored-constant.js'

const gateNames = ['update', 'reset', 'candidate'] as const

/** The weights of one direction, each gate by itself, by name. Lists are in the order update, reset, candidate. */
export interface UnrolledGates {
  /** `[inputs + 1, units]` */
  readonly kernels: readonly string[]
  /** `[units, units]` */
  readonly recurrents: readonly string[]
  /** `[units]`: that of the inputs, and for update and reset the recurrent one added to it. */
  readonly inputBiases: readonly string[]
  /** `[units]`: the recurrent one of the candidate. */
  readonly candidateBias: string
}

export function unrolledGates(
  builder: GraphBuilder,
  prefix: string,
  { inputs, units, padGate }: LayerWeights,
  { kernel, recurrent, bias }: DirectionWeights,
): UnrolledGates {
  const biasOf = (row: number, gate: number): Float32Array =>
    bias.slice((row * 3 + gate) * units, (row * 3 + gate + 1) * units)
  const vector = (name: string, values: Float32Array): string => builder.constant(initializerOf(name, [units], values))
  const shapes = { shape: [units, units], scaleShape: [1, units] }
  return {
    kernels: gateNames.map((name, gate) => {
      const part = gateColumns(kernel, inputs, units, gate)
      return withPadRow(builder, `${prefix}/kernel/${name}`, part, inputs, units, gate === 0 ? padGate : 0)
    }),
    recurrents: gateNames.map((name, gate) => {
      const part = gateColumns(recurrent, units, units, gate)
      return storedConstant(builder, `${prefix}/recurrent_kernel/${name}`, shapes, part)
    }),
    inputBiases: gateNames.map((name, gate) => {
      const recurrentBias = biasOf(1, gate)
      const added = gate === 2 ? biasOf(0, gate) : biasOf(0, gate).map((value, unit) => value + recurrentBias[unit]!)
      return vector(`${prefix}/bias/${name}`, added)
    }),
    candidateBias: vector(`${prefix}/recurrent_bias/candidate`, biasOf(1, 2)),
  }
}

/** The columns of one gate: `[rows, units]` of `[rows, 3 * units]`. */
function gateColumns({ values, scales }: StoredMatrix, rows: number, units: number, gate: number): StoredMatrix {
  const part = values.slice(0, rows * units)
  for (let row = 0; row < rows; row++) {
    const start = (row * 3 + gate) * units
    for (let unit = 0; unit < units; unit++) part[row * units + unit] = values[start + unit]!
  }
  return scales === undefined
    ? { values: part }
    : { values: part, scales: scales.slice(gate * units, (gate + 1) * units) }
}

/** The kernel with a last row for the column that marks padding. */
function withPadRow(
  builder: GraphBuilder,
  name: string,
  part: StoredMatrix,
  inputs: number,
  units: number,
  padGate: number,
): string {
  const row = new Float32Array(units).fill(padGate)
  if (part.scales === undefined) {
    const values = joined(part.values, part.values instanceof Uint16Array ? toHalf(row) : row)
    return storedConstant(builder, name, { shape: [inputs + 1, units], scaleShape: [] }, { values })
  }
  const shapes = { shape: [inputs, units], scaleShape: [1, units] }
  const ofInputs = storedConstant(builder, `${name}_of_inputs`, shapes, part)
  const padRow = builder.constant(initializerOf(`${name}_of_padding`, [1, units], row))
  return builder.add('Concat', [ofInputs, padRow], name, [intAttribute('axis', 0)])
}

function joined(first: StoredValues, second: Float32Array | Uint16Array): StoredValues {
  const values =
    first instanceof Float32Array
      ? new Float32Array(first.length + second.length)
      : new Uint16Array(first.length + second.length)
  values.set(first)
  values.set(second, first.length)
  return values
}
