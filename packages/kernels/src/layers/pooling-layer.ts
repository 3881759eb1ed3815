import type { PackedBatch } from '../network/packed-batch.js'
import type { Layer, LayerContext, Signal } from './layer.js'

const floatBytes = 4

/**
 * The largest or the mean state of every row's tokens, column by column: packed `[tokens, columns]` in, `[batchSize,
 * columns]` in the caller's row order out. A row without tokens gives zeros. The gradient of a largest value goes to the
 * first token that has it.
 */
export function createPoolingLayer(context: LayerContext, input: Signal, pooling: 'max' | 'mean'): Layer {
  return pooling === 'max' ? createMaxPoolingLayer(context, input) : createMeanPoolingLayer(context, input)
}

function createMaxPoolingLayer({ arena, kernels, tasks, training }: LayerContext, input: Signal): Layer {
  const { columns, wantsGradient } = input
  const output: Signal = { per: 'row', columns, wantsGradient, value: 0, gradient: 0 }
  /** `[batchSize, columns]` int32: the step that the largest value came from. */
  let argument = 0
  return {
    parameters: [],
    output,
    layout({ batchSize }) {
      output.value = arena.allocate(batchSize * columns)
      if (training) argument = arena.allocate(batchSize * columns)
      if (wantsGradient) output.gradient = arena.allocate(batchSize * columns)
    },
    forward(batch) {
      tasks.run()
      clear(arena.float32, output, batch)
      for (let step = 0; step < batch.steps; step++) {
        const rows = batch.rowsAtStep[step]!
        const states = addressOfStep(input.value, columns, batch, step)
        kernels.maxPoolStep(output.value, argument, batch.order, states, rows, columns, step)
      }
    },
    backward(batch) {
      if (!wantsGradient) return
      tasks.run()
      for (let step = 0; step < batch.steps; step++) {
        const rows = batch.rowsAtStep[step]!
        const gradient = addressOfStep(input.gradient, columns, batch, step)
        kernels.maxPoolStepBackward(gradient, output.gradient, argument, batch.order, rows, columns, step)
      }
    },
  }
}

function createMeanPoolingLayer({ arena, kernels, tasks }: LayerContext, input: Signal): Layer {
  const { columns, wantsGradient } = input
  const output: Signal = { per: 'row', columns, wantsGradient, value: 0, gradient: 0 }

  /** Divides the rows whose last token was at a step by their number of tokens. */
  function divideEndedRows(values: number, batch: PackedBatch, step: number): void {
    const rows = batch.rowsAtStep[step]!
    const going = step + 1 < batch.steps ? batch.rowsAtStep[step + 1]! : 0
    kernels.divideRows(values, batch.order + floatBytes * going, rows - going, columns, step + 1)
  }

  return {
    parameters: [],
    output,
    layout({ batchSize }) {
      output.value = arena.allocate(batchSize * columns)
      if (wantsGradient) output.gradient = arena.allocate(batchSize * columns)
    },
    forward(batch) {
      tasks.run()
      clear(arena.float32, output, batch)
      for (let step = 0; step < batch.steps; step++) {
        const states = addressOfStep(input.value, columns, batch, step)
        kernels.sumPoolStep(output.value, batch.order, states, batch.rowsAtStep[step]!, columns)
        divideEndedRows(output.value, batch, step)
      }
    },
    backward(batch) {
      if (!wantsGradient) return
      tasks.run()
      for (let step = 0; step < batch.steps; step++) divideEndedRows(output.gradient, batch, step)
      for (let step = 0; step < batch.steps; step++) {
        const gradient = addressOfStep(input.gradient, columns, batch, step)
        const rows = batch.rowsAtStep[step]!
        kernels.gatherRows(gradient, columns, output.gradient, columns, batch.order, rows, columns)
      }
    },
  }
}

function addressOfStep(first: number, columns: number, batch: PackedBatch, step: number): number {
  return first + floatBytes * columns * batch.startOfStep[step]!
}

function clear(memory: Float32Array, { value, columns }: Signal, { batchSize }: PackedBatch): void {
  memory.fill(0, value / floatBytes, value / floatBytes + batchSize * columns)
}
