import { initializerOf } from '../format/initializer.js'
import { intAttribute } from '../format/node.js'
import type { GraphBuilder } from './graph-builder.js'
import type { LayerWeights } from './layer-weights.js'
import { toHalf, type StoredMatrix, type StoredValues } from './precision.js'
import { storedConstant } from './stored-constant.js'

/**
 * The inputs W, R and B of a GRU. Keras' kernels are `[inputs, outputs]` and ONNX wants them the other way round, both
 * directions in one tensor; the gates stand in the same order z, r, h.
 *
 * @see https://onnx.ai/onnx/operators/onnx__GRU.html
 */
export function gruWeights(builder: GraphBuilder, prefix: string, weights: LayerWeights): string[] {
  return [
    kernels(builder, prefix, weights),
    recurrentKernels(builder, prefix, weights),
    biases(builder, prefix, weights),
  ]
}

/** W, `[2, 3 * units, inputs + 1]`: the last column is the padding gate in the rows of z, and 0 in the others. */
function kernels(builder: GraphBuilder, prefix: string, weights: LayerWeights): string {
  const { inputs, units, directions } = weights
  const name = `${prefix}/kernel`
  const rows = 3 * units
  const stored = directions.map(({ kernel }) => kernel)
  if (stored[0]?.scales === undefined) {
    const wide = bothTransposed(stored, inputs, inputs + 1)
    const gate = gateColumn(weights)
    const column = wide.values instanceof Uint16Array ? toHalf(gate) : gate
    for (let row = 0; row < 2 * rows; row++) wide.values[row * (inputs + 1) + inputs] = column[row]!
    return storedConstant(builder, name, { shape: [2, rows, inputs + 1], scaleShape: [] }, wide)
  }
  // The gate is far larger than any weight: a scale that it shares would leave the weights no precision.
  const gate = builder.constant(initializerOf(`${prefix}/pad_gate`, [2, rows, 1], gateColumn(weights)))
  const shapes = { shape: [2, rows, inputs], scaleShape: [2, rows, 1] }
  const narrow = storedConstant(builder, `${name}_of_inputs`, shapes, bothTransposed(stored, inputs, inputs))
  return builder.add('Concat', [narrow, gate], name, [intAttribute('axis', 2)])
}

/** `[2 * 3 * units]` */
function gateColumn({ units, padGate }: LayerWeights): Float32Array {
  const column = new Float32Array(6 * units)
  return column.fill(padGate, 0, units).fill(padGate, 3 * units, 4 * units)
}

/** R, `[2, 3 * units, units]` */
function recurrentKernels(builder: GraphBuilder, prefix: string, { units, directions }: LayerWeights): string {
  const stored = directions.map(({ recurrent }) => recurrent)
  const shapes = { shape: [2, 3 * units, units], scaleShape: [2, 3 * units, 1] }
  return storedConstant(builder, `${prefix}/recurrent_kernel`, shapes, bothTransposed(stored, units, units))
}

/** B, `[2, 6 * units]`: Keras' `[2, 3 * units]`, read row by row, is a row of it. */
function biases(builder: GraphBuilder, prefix: string, { units, directions }: LayerWeights): string {
  const values = new Float32Array(12 * units)
  for (const [index, { bias }] of directions.entries()) values.set(bias, index * 6 * units)
  return builder.constant(initializerOf(`${prefix}/bias`, [2, 6 * units], values))
}

/** Matrices `[inputs, outputs]` as `[matrices, outputs, width]`; columns beyond the inputs stay 0. */
function bothTransposed(matrices: readonly StoredMatrix[], inputs: number, width: number): StoredMatrix {
  const outputs = matrices[0]!.values.length / inputs
  const values = zerosLike(matrices[0]!.values, matrices.length * outputs * width)
  const scales = new Float32Array(matrices.length * outputs)
  for (const [index, matrix] of matrices.entries()) {
    scales.set(matrix.scales ?? [], index * outputs)
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++) {
        values[(index * outputs + output) * width + input] = matrix.values[input * outputs + output]!
      }
    }
  }
  return matrices[0]!.scales === undefined ? { values } : { values, scales }
}

function zerosLike(values: StoredValues, length: number): StoredValues {
  if (values instanceof Float32Array) return new Float32Array(length)
  return values instanceof Int8Array ? new Int8Array(length) : new Uint16Array(length)
}
