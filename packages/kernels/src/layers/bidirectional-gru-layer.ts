import { createGruDirection } from './gru-direction.js'
import type { Layer, LayerContext, Signal } from './layer.js'

export interface BidirectionalGruLayerOptions {
  /** `encoder/0` and the like: what the names of its weights begin with. */
  readonly name: string
  /** Units per direction. */
  readonly units: number
}

/**
 * Two GRUs, one from each end of a row: packed `[tokens, inputs]` in, their last states side by side in the caller's row
 * order out, `[batchSize, 2 * units]`. A row without tokens gives zeros.
 */
export function createBidirectionalGruLayer(
  context: LayerContext,
  input: Signal,
  options: BidirectionalGruLayerOptions,
): Layer {
  const { arena, kernels, training } = context
  const { name, units } = options
  const forwards = createGruDirection(context, input, { name: `${name}/forward`, units, reverse: false })
  const backwards = createGruDirection(context, input, { name: `${name}/backward`, units, reverse: true })
  const columns = 2 * units
  const halfRowBytes = 4 * units
  const output: Signal = { columns, wantsGradient: training, value: 0, gradient: 0 }
  return {
    parameters: [...forwards.parameters, ...backwards.parameters],
    output,
    layout(capacity) {
      const gateCount = capacity.tokens * 3 * units
      const gates = arena.allocate(gateCount)
      forwards.layout(capacity, gates)
      // Without a backward pass the first direction's gates are done with before the second begins.
      backwards.layout(capacity, training ? arena.allocate(gateCount) : gates)
      output.value = arena.allocate(capacity.batchSize * columns)
      if (training) output.gradient = arena.allocate(capacity.batchSize * columns)
    },
    forward(batch, keep) {
      const { order, batchSize } = batch
      forwards.forward(batch, keep)
      kernels.scatterRows(output.value, columns, forwards.state, units, order, batchSize, units)
      backwards.forward(batch, keep)
      kernels.scatterRows(output.value + halfRowBytes, columns, backwards.state, units, order, batchSize, units)
    },
    backward(batch) {
      const { order, batchSize } = batch
      kernels.gatherRows(forwards.stateGradient, units, output.gradient, columns, order, batchSize, units)
      forwards.backward(batch, false)
      const secondHalf = output.gradient + halfRowBytes
      kernels.gatherRows(backwards.stateGradient, units, secondHalf, columns, order, batchSize, units)
      backwards.backward(batch, true)
    },
  }
}
