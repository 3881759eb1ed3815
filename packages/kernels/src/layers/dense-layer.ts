import { allocateParameter } from '../network/parameter.js'
import type { Layer, LayerContext, Signal } from './layer.js'

export interface DenseLayerOptions {
  /** What the names of its weights begin with. */
  readonly name: string
  readonly units: number
  readonly activation: 'relu' | 'linear'
}

/** `activation(x W + b)`: `[batchSize, inputs]` in, `[batchSize, units]` out. */
export function createDenseLayer(context: LayerContext, input: Signal, options: DenseLayerOptions): Layer {
  const { arena, kernels, training } = context
  const { name, units, activation } = options
  const inputs = input.columns
  const kernel = allocateParameter(arena, `${name}/kernel`, [inputs, units], training)
  const bias = allocateParameter(arena, `${name}/bias`, [units], training)
  const kernelTransposed = input.wantsGradient ? arena.allocate(kernel.size) : 0
  const output: Signal = { per: 'row', columns: units, wantsGradient: training, value: 0, gradient: 0 }
  return {
    parameters: [kernel, bias],
    output,
    layout({ batchSize }) {
      output.value = arena.allocate(batchSize * units)
      if (training) output.gradient = arena.allocate(batchSize * units)
    },
    forward({ batchSize }) {
      kernels.gemm(batchSize, units, inputs, input.value, inputs, 1, kernel.value, units, output.value, units, 0)
      kernels.addBias(output.value, bias.value, batchSize, units)
      if (activation === 'relu') kernels.relu(output.value, batchSize * units)
    },
    backward({ batchSize }) {
      const { value, gradient } = output
      if (activation === 'relu') kernels.reluBackward(gradient, value, batchSize * units)
      kernels.gemm(inputs, units, batchSize, input.value, 1, inputs, gradient, units, kernel.gradient, units, 0)
      kernels.columnSums(bias.gradient, gradient, batchSize, units, units)
      if (!input.wantsGradient) return
      kernels.transpose(kernelTransposed, kernel.value, inputs, units)
      kernels.gemm(batchSize, inputs, units, gradient, units, 1, kernelTransposed, inputs, input.gradient, inputs, 0)
    },
  }
}
