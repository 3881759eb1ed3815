import type { TrainedModel } from '@wordloom/core'
import { padGateWeight } from './pad-gate.js'
import { restoreMatrix, storeMatrix, type Matrix, type Precision, type StoredMatrix } from './precision.js'

const directionNames = ['forward', 'backward'] as const

/** One direction of a layer, in Keras' layouts, as the file keeps it. */
export interface DirectionWeights {
  readonly name: (typeof directionNames)[number]
  /** `[inputs, 3 * units]`; int8 has a scale for each column. */
  readonly kernel: StoredMatrix
  /** `[units, 3 * units]`; int8 has a scale for each column. */
  readonly recurrent: StoredMatrix
  /** `[2, 3 * units]`: the input bias and the recurrent one, which is 0 without `resetAfter`. */
  readonly bias: Float32Array
}

/** A bidirectional layer. */
export interface LayerWeights {
  /** Columns that it reads, without the one that marks padding. */
  readonly inputs: number
  readonly units: number
  /** What the update gate weighs the column with that marks padding. */
  readonly padGate: number
  /** Forward and backward. */
  readonly directions: readonly DirectionWeights[]
}

/** @throws WordloomError `ONNX_UNSUPPORTED` for weights that cannot be masked, or are too large for float16. */
export function layerWeights(model: TrainedModel, layer: number, precision: Precision): LayerWeights {
  const { units } = model.spec.encoder
  const matrix = (name: string): Matrix => layerMatrix(model, name)
  const directions = directionNames.map((name) => {
    const prefix = `encoder/${layer}/${name}`
    return {
      name,
      kernel: storeMatrix(matrix(`${prefix}/kernel`), precision),
      recurrent: storeMatrix(matrix(`${prefix}/recurrent_kernel`), precision),
      bias: bothBiases(model.weights.get(`${prefix}/bias`)!.data, 3 * units),
    }
  })
  const gates = directions.map(({ name, recurrent, bias }) => {
    const original = matrix(`encoder/${layer}/${name}/recurrent_kernel`)
    return { units, bias, recurrent: restoreMatrix(recurrent, original) }
  })
  return {
    inputs: directions[0]!.kernel.values.length / (3 * units),
    units,
    padGate: padGateWeight(layer, gates),
    directions,
  }
}

/** A kernel of a layer, by name. */
export function layerMatrix({ spec, weights }: TrainedModel, name: string): Matrix {
  return { name, data: weights.get(name)!.data, columns: 3 * spec.encoder.units, scaled: 'columns' }
}

function bothBiases(bias: Float32Array, columns: number): Float32Array {
  if (bias.length === 2 * columns) return bias
  const both = new Float32Array(2 * columns)
  both.set(bias)
  return both
}
