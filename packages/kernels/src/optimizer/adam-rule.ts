import type { AdamSpec, AdamWSpec } from '@wordloom/core'
import type { TaskKinds } from '../wasm/kernel-exports.js'
import type { UpdateRule } from './update-rule.js'

const single = Math.fround

/**
 * Adam and AdamW as Keras computes them, bit for bit: the correction of the step size is made of float32 numbers, of which
 * `1 - beta2^t` has few good digits in the first steps. The powers of the betas are carried along by multiplication in
 * double precision, since `Math.pow` may differ in the last bit between JavaScript engines.
 *
 * @param weightDecay - share of the learning rate by which every weight shrinks before it is updated; 0 for Adam
 * @see https://arxiv.org/abs/1412.6980 Adam
 * @see https://arxiv.org/abs/1711.05101 AdamW
 */
export function createAdamRule(
  kernels: TaskKinds,
  { beta1, beta2, epsilon }: Pick<AdamSpec | AdamWSpec, 'beta1' | 'beta2' | 'epsilon'>,
  weightDecay: number,
): UpdateRule {
  let beta1Power = 1
  let beta2Power = 1
  return {
    slots: ['momentum', 'velocity'],
    settingsCount: 7,
    movesWithoutGradient: true,
    update: kernels.ADAM.value,
    updateRows: kernels.ADAM_ROWS.value,
    updateTable: kernels.ADAM_TABLE.value,
    restart() {
      beta1Power = 1
      beta2Power = 1
    },
    advance() {
      beta1Power *= single(beta1)
      beta2Power *= single(beta2)
    },
    writeSettings(memory, at, learningRate, gradientScale) {
      memory[at] = gradientScale
      memory[at + 1] = 1 - beta1
      memory[at + 2] = 1 - beta2
      memory[at + 3] = stepSize(learningRate, beta1Power, beta2Power)
      memory[at + 4] = epsilon
      memory[at + 5] = learningRate
      memory[at + 6] = weightDecay
    },
  }
}

/** `learningRate * sqrt(1 - beta2^t) / (1 - beta1^t)`, every operation rounded to float32. */
function stepSize(learningRate: number, beta1Power: number, beta2Power: number): number {
  const root = single(Math.sqrt(single(1 - single(beta2Power))))
  return single(single(single(learningRate) * root) / single(1 - single(beta1Power)))
}
