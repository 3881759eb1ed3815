import { paddingId } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { TensorProto_DataType } from '../generated/onnx_pb.js'
import { bytesOf, floatInitializer, int64Initializer, type Initializer } from '../format/initializer.js'
import { padGateWeight } from './pad-gate.js'

/**
 * The constants of the graph. Keras' kernels are `[inputs, outputs]`; ONNX' GRU wants W `[2, 3H, D + 1]`, R `[2, 3H, H]`
 * and B `[2, 6H]`, with gates in the same order z, r, h.
 *
 * @see https://onnx.ai/onnx/operators/onnx__GRU.html
 */
export function graphInitializers(model: TrainedModel): Initializer[] {
  const { weights, spec } = model
  const { units } = spec.encoder
  const { dimension } = spec.embedding
  const asItIs = (name: string): Initializer => {
    const { shape, data } = weights.get(name)!
    return floatInitializer(name, shape, data)
  }
  return [
    int64Initializer('one_step_after', [0, 0, 0, 1]),
    embeddingInitializer(model),
    int64Initializer('batch_axis', [0]),
    int64Initializer('directions', [2]),
    int64Initializer('units', [units]),
    floatInitializer('encoder/0/kernel', [2, 3 * units, dimension + 1], inputKernels(model)),
    floatInitializer('encoder/0/recurrent_kernel', [2, 3 * units, units], recurrentKernels(model)),
    floatInitializer('encoder/0/bias', [2, 6 * units], biases(model)),
    int64Initializer('state_shape', [-1, 2 * units]),
    ...['hidden/kernel', 'hidden/bias', 'output/kernel', 'output/bias'].map(asItIs),
  ]
}

/** `[V, D + 1]`: the table with the column that marks padding. The padding row itself is never read by a trainer. */
function embeddingInitializer({ spec, vocabulary, weights }: TrainedModel): Initializer {
  const name = 'embedding/embeddings'
  const { dimension } = spec.embedding
  const bytes = bytesOf(weights.get(name)!.data)
  const rowBytes = dimension * 4
  const widerRowBytes = rowBytes + 4
  return {
    name,
    type: TensorProto_DataType.FLOAT,
    shape: [vocabulary.size, dimension + 1],
    byteLength: vocabulary.size * widerRowBytes,
    write(target) {
      target.fill(0)
      for (let id = 0; id < vocabulary.size; id++) {
        if (id === paddingId) continue
        target.set(bytes.subarray(id * rowBytes, (id + 1) * rowBytes), id * widerRowBytes)
      }
      target.set(bytesOf(Float32Array.of(1)), paddingId * widerRowBytes + rowBytes)
    },
  }
}

function inputKernels(model: TrainedModel): Float32Array {
  const { spec } = model
  const { units } = spec.encoder
  const columns = spec.embedding.dimension + 1
  const kernels = transposedKernels(model, 'kernel', columns)
  const gate = padGateWeight(model)
  for (let direction = 0; direction < 2; direction++) {
    for (let unit = 0; unit < units; unit++) {
      kernels[(direction * 3 * units + unit) * columns + columns - 1] = gate
    }
  }
  return kernels
}

function recurrentKernels(model: TrainedModel): Float32Array {
  return transposedKernels(model, 'recurrent_kernel', model.spec.encoder.units)
}

/** Both directions' `[inputs, 3H]` as `[2, 3H, columns]`; columns beyond the inputs stay 0. */
function transposedKernels({ spec, weights }: TrainedModel, kernel: string, columns: number): Float32Array {
  const gates = 3 * spec.encoder.units
  const result = new Float32Array(2 * gates * columns)
  for (const [index, direction] of ['forward', 'backward'].entries()) {
    const { data, shape } = weights.get(`encoder/0/${direction}/${kernel}`)!
    for (let input = 0; input < shape[0]!; input++) {
      for (let gate = 0; gate < gates; gate++) {
        result[(index * gates + gate) * columns + input] = data[input * gates + gate]!
      }
    }
  }
  return result
}

/** Keras' `[2, 3H]` is, read row by row, the `[6H]` that ONNX wants: input biases, then recurrent ones. */
function biases({ spec, weights }: TrainedModel): Float32Array {
  const length = 6 * spec.encoder.units
  const result = new Float32Array(2 * length)
  result.set(weights.get('encoder/0/forward/bias')!.data, 0)
  result.set(weights.get('encoder/0/backward/bias')!.data, length)
  return result
}
