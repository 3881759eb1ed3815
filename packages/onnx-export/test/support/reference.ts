import { outputCount } from '@wordloom/core'
import type { Batch, Classifier, TrainedModel } from '@wordloom/core'

/**
 * The network in float64, one row and one step at a time, without padding: Keras' GRU, as
 * https://keras.io/api/layers/recurrent_layers/gru/ and the ONNX operator define it.
 */
export function referenceProbabilities(model: TrainedModel, ids: ArrayLike<number>): number[] {
  const { spec } = model
  const weight = (name: string): Float32Array => model.weights.get(name)!.data
  const table = weight('embedding/embeddings')
  const { dimension } = spec.embedding
  const steps = Array.from(ids, (id) => Array.from(table.subarray(id * dimension, (id + 1) * dimension)))
  const state = textState(model, steps)
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

function textState(model: TrainedModel, steps: readonly number[][]): number[] {
  const { units, layers, pooling } = model.spec.encoder
  let states = steps
  for (let layer = 0; layer < layers; layer++) {
    const forward = statesOf(model, `encoder/${layer}/forward`, states)
    const backward = statesOf(model, `encoder/${layer}/backward`, states.toReversed()).toReversed()
    states = forward.map((state, step) => [...state, ...backward[step]!])
  }
  if (states.length === 0) return new Array<number>(2 * units).fill(0)
  if (pooling === 'last') return [...states.at(-1)!.slice(0, units), ...states[0]!.slice(units)]
  return states[0]!.map((_, column) => {
    const values = states.map((state) => state[column]!)
    return pooling === 'max' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0) / values.length
  })
}

function statesOf({ spec, weights }: TrainedModel, prefix: string, steps: readonly number[][]): number[][] {
  const { units, resetAfter } = spec.encoder
  const kernel = weights.get(`${prefix}/kernel`)!.data
  const recurrentKernel = weights.get(`${prefix}/recurrent_kernel`)!.data
  const bias = weights.get(`${prefix}/bias`)!.data
  const recurrentBias = resetAfter ? bias.subarray(3 * units) : new Float32Array(3 * units)
  let state = new Array<number>(units).fill(0)
  return steps.map((step) => {
    const input = dense(step, kernel, bias.subarray(0, 3 * units))
    const recurrent = dense(state, recurrentKernel, recurrentBias)
    const reset = state.map((_, unit) => sigmoid(input[units + unit]! + recurrent[units + unit]!))
    const ofResetState = dense(
      state.map((value, unit) => value * reset[unit]!),
      recurrentKernel,
      recurrentBias,
    )
    state = state.map((previous, unit) => {
      const update = sigmoid(input[unit]! + recurrent[unit]!)
      const candidate = resetAfter ? reset[unit]! * recurrent[2 * units + unit]! : ofResetState[2 * units + unit]!
      return update * previous + (1 - update) * Math.tanh(input[2 * units + unit]! + candidate)
    })
    return state
  })
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
