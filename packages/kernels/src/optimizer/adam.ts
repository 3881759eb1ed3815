import type { AdamSpec } from '@wordloom/core'
import type { Parameter, ParameterTraining, RowGradient } from '../network/parameter.js'
import type { KernelExports } from '../wasm/kernel-exports.js'

/** Moves parameters along their gradients. */
export interface Optimizer {
  /** Steps taken so far. Setting it brings back the bias correction of that step. */
  iterations: number
  /** One step on every parameter that learns. */
  step(parameters: readonly Parameter[]): void
}

/**
 * Adam as Keras computes it. The powers of the betas are carried along by multiplication in double precision, since
 * `Math.pow` may differ in the last bit between JavaScript engines.
 *
 * @see https://arxiv.org/abs/1412.6980
 */
export function createAdam(kernels: KernelExports, spec: AdamSpec): Optimizer {
  const { learningRate, beta1, beta2, epsilon, embeddingUpdates } = spec
  const rates = [1 - beta1, 1 - beta2] as const
  let iterations = 0
  let beta1Power = 1
  let beta2Power = 1

  function advance(): void {
    iterations++
    beta1Power *= beta1
    beta2Power *= beta2
  }

  function updateRows(table: Parameter, moments: ParameterTraining, rows: RowGradient, alpha: number): void {
    const { value, shape } = table
    const { momentum, velocity } = moments
    const { values, ids, slotOfId, zeros, count, columns } = rows
    if (embeddingUpdates === 'sparse') {
      kernels.adamRows(value, momentum, velocity, values, ids, count, columns, ...rates, alpha, epsilon)
    } else {
      const tableRows = shape[0]!
      kernels.adamTable(
        value,
        momentum,
        velocity,
        values,
        slotOfId,
        zeros,
        tableRows,
        columns,
        ...rates,
        alpha,
        epsilon,
      )
    }
  }

  return {
    get iterations() {
      return iterations
    },
    set iterations(steps) {
      iterations = 0
      beta1Power = 1
      beta2Power = 1
      while (iterations < steps) advance()
    },
    step(parameters) {
      advance()
      const alpha = (learningRate * Math.sqrt(1 - beta2Power)) / (1 - beta1Power)
      for (const parameter of parameters) {
        const { value, size, training } = parameter
        if (training === undefined) continue
        const { momentum, velocity, gradient } = training
        if (typeof gradient === 'number') {
          kernels.adam(value, momentum, velocity, gradient, size, ...rates, alpha, epsilon)
        } else {
          updateRows(parameter, training, gradient, alpha)
        }
      }
    },
  }
}
