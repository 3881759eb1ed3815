import { outputCount } from '@wordloom/core'
import type { Batch, Classifier, TrainedModel } from '@wordloom/core'

/**
 * The network in float64, one row and one step at a time, without padding: Keras' GRU with reset_after=True, as
 * https://keras.io/api/layers/recurrent_layers/gru/ and the ONNX operator with linear_before_reset=1 define it.
 */
export function referenceProbabilities(model: TrainedModel, ids: ArrayLike<number>): number[] {
  const { spec } = model
  const weight = (name: string): Float32Array => model.weights.get(name)!.data
  const table = weight('embedding/embeddings')
  const { dimension } = spec.embedding
  const steps = Array.from(ids, (id) => Array.from(table.subarray(id * dimension, (id + 1) * dimension)))
  const state = [...lastState(model, 'forward', steps), ...lastState(model, 'backward', steps.toReversed())]
  const hidden = dense(state, weight('hidden/kernel'), weight('hidden/bias')).map((value) => Math.max(0, value))
  const logits = dense(hidden, weight('output/kernel'), weight('output/bias'))
  return spec.task.type === 'multi-class' ? softmax(logits) : logits.map(sigmoid)
}

/** The model as a classifier whose `predictBatch` is the reference. */
export function referenceClassifier(model: TrainedModel): Classifier {
  return {
    ...model,
    async predictBatch({ batchSize, time, ids, lengths }: Batch) {
      const rows = Array.from({ length: batchSize }, (_, row) =>
        referenceProbabilities(model, ids.subarray(row * time, row * time + lengths[row]!)),
      )
      return Float32Array.from(rows.flat())
    },
    predict: () => Promise.reject(new Error(`only predictBatch, [rows, ${outputCount(model.spec)}], is used here`)),
    dispose() {},
  }
}

function lastState({ spec, weights }: TrainedModel, direction: string, steps: readonly number[][]): number[] {
  const { units } = spec.encoder
  const kernel = weights.get(`encoder/0/${direction}/kernel`)!.data
  const recurrentKernel = weights.get(`encoder/0/${direction}/recurrent_kernel`)!.data
  const bias = weights.get(`encoder/0/${direction}/bias`)!.data
  let state = new Array<number>(units).fill(0)
  for (const step of steps) {
    const input = dense(step, kernel, bias.subarray(0, 3 * units))
    const recurrent = dense(state, recurrentKernel, bias.subarray(3 * units))
    state = state.map((previous, unit) => {
      const update = sigmoid(input[unit]! + recurrent[unit]!)
      const reset = sigmoid(input[units + unit]! + recurrent[units + unit]!)
      const candidate = Math.tanh(input[2 * units + unit]! + reset * recurrent[2 * units + unit]!)
      return update * previous + (1 - update) * candidate
    })
  }
  return state
}

function dense(inputs: readonly number[], kernel: Float32Array, bias: Float32Array): number[] {
  const outputs = bias.length
  return Array.from(bias, (offset, output) =>
    inputs.reduce((sum, input, index) => sum + input * kernel[index * outputs + output]!, offset),
  )
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

function softmax(values: readonly number[]): number[] {
  const largest = Math.max(...values)
  const powers = values.map((value) => Math.exp(value - largest))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
