import type { RmspropSpec } from '@wordloom/core'
import type { TaskKinds } from '../wasm/kernel-exports.js'
import type { UpdateRule } from './update-rule.js'

/** RMSprop as Keras computes it. */
export function createRmspropRule(kernels: TaskKinds, spec: RmspropSpec): UpdateRule {
  const { rho, momentum, epsilon, centered } = spec
  return {
    slots: ['velocity', momentum === 0 ? undefined : 'momentum', centered ? 'average_gradient' : undefined],
    settingsCount: 7,
    movesWithoutGradient: true,
    update: kernels.RMSPROP.value,
    updateRows: kernels.RMSPROP_ROWS.value,
    updateTable: kernels.RMSPROP_TABLE.value,
    restart() {},
    advance() {},
    writeSettings(memory, at, learningRate, gradientScale) {
      memory[at] = gradientScale
      memory[at + 1] = learningRate
      memory[at + 2] = rho
      memory[at + 3] = 1 - rho
      memory[at + 4] = momentum
      memory[at + 5] = epsilon
      memory[at + 6] = centered ? 1 : 0
    },
  }
}
