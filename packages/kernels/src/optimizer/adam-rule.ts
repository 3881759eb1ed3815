import type { AdamSpec, AdamWSpec } from '@wordloom/core'
import type { KernelExports } from '../wasm/kernel-exports.js'
import type { UpdateRule } from './update-rule.js'

/**
 * Adam and AdamW as Keras computes them. The powers of the betas are carried along by multiplication in double precision,
 * since `Math.pow` may differ in the last bit between JavaScript engines.
 *
 * @param weightDecay - share of the learning rate by which every weight shrinks before it is updated; 0 for Adam
 * @see https://arxiv.org/abs/1412.6980 Adam
 * @see https://arxiv.org/abs/1711.05101 AdamW
 */
export function createAdamRule(
  kernels: KernelExports,
  { beta1, beta2, epsilon }: Pick<AdamSpec | AdamWSpec, 'beta1' | 'beta2' | 'epsilon'>,
  weightDecay: number,
): UpdateRule {
  let beta1Power = 1
  let beta2Power = 1
  return {
    slots: ['momentum', 'velocity'],
    settingsCount: 7,
    movesWithoutGradient: true,
    update: kernels.adam,
    updateRows: kernels.adamRows,
    updateTable: kernels.adamTable,
    restart() {
      beta1Power = 1
      beta2Power = 1
    },
    advance() {
      beta1Power *= beta1
      beta2Power *= beta2
    },
    writeSettings(memory, at, learningRate, gradientScale) {
      memory[at] = gradientScale
      memory[at + 1] = 1 - beta1
      memory[at + 2] = 1 - beta2
      memory[at + 3] = (learningRate * Math.sqrt(1 - beta2Power)) / (1 - beta1Power)
      memory[at + 4] = epsilon
      memory[at + 5] = learningRate
      memory[at + 6] = weightDecay
    },
  }
}
