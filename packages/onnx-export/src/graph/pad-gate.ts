import { WordloomError } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'

/** In float32 the logistic function of 20 is exactly 1: 1 − 2·10⁻⁹ rounds to it. */
const saturated = 20

/** Beyond about 88 a runtime that computes eˣ for the logistic function overflows float32 and may answer NaN. */
const largestWeight = 80

/**
 * The input weight that opens the update gate on padding.
 *
 * The embedding table gets one more column, 1 for id 0 and 0 for every other id, and the update gate z one more input
 * weight g for it. On padding z = σ(g + h·U + b). Since |hⱼ| ≤ 1, g = ⌈20 + max_k(Σⱼ|U_jk| + |b_k|)⌉ makes the argument
 * 20 at least and z exactly 1, so hₜ = z·hₜ₋₁ + (1 − z)·… = hₜ₋₁: padding changes nothing, wherever it stands.
 * `sequence_lens` would say the same, but several runtimes ignore it without a word.
 *
 * @throws WordloomError `ONNX_UNSUPPORTED` when the recurrent weights are so large that g would reach 80.
 */
export function padGateWeight({ spec, weights }: TrainedModel): number {
  const { units } = spec.encoder
  let largest = 0
  for (const direction of ['forward', 'backward']) {
    const recurrent = weights.get(`encoder/0/${direction}/recurrent_kernel`)!.data
    const bias = weights.get(`encoder/0/${direction}/bias`)!.data
    for (let unit = 0; unit < units; unit++) {
      let reach = Math.abs(bias[unit]! + bias[3 * units + unit]!)
      for (let from = 0; from < units; from++) reach += Math.abs(recurrent[from * 3 * units + unit]!)
      largest = Math.max(largest, reach)
    }
  }
  const weight = Math.ceil(saturated + largest)
  if (weight < largestWeight) return weight
  throw new WordloomError('ONNX_UNSUPPORTED', 'The recurrent weights are too large for padding to be masked safely', {
    name: 'encoder/0/*/recurrent_kernel, update gate',
    expected: `a mask weight below ${largestWeight}`,
    received: weight,
    hint: 'Such weights mean that training went astray: train with a lower learning rate or fewer units.',
  })
}
