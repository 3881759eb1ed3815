import type { SgdSpec } from '@wordloom/core'
import type { TaskKinds } from '../wasm/kernel-exports.js'
import type { UpdateRule } from './update-rule.js'

/** Stochastic gradient descent as Keras computes it, with momentum or without. */
export function createSgdRule(kernels: TaskKinds, { momentum, nesterov }: SgdSpec): UpdateRule {
  return {
    slots: momentum === 0 ? [] : ['momentum'],
    settingsCount: 4,
    movesWithoutGradient: momentum !== 0,
    update: kernels.SGD.value,
    updateRows: kernels.SGD_ROWS.value,
    updateTable: kernels.SGD_TABLE.value,
    restart() {},
    advance() {},
    writeSettings(memory, at, learningRate, gradientScale) {
      memory[at] = gradientScale
      memory[at + 1] = learningRate
      memory[at + 2] = momentum
      memory[at + 3] = nesterov ? 1 : 0
    },
  }
}
