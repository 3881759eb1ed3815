import { WordloomError } from '@wordloom/core'

/** In float32 the logistic function of 20 is exactly 1: 1 − 2·10⁻⁹ rounds to it. */
const saturated = 20

/** Beyond about 88 a runtime that computes eˣ for the logistic function overflows float32 and may answer NaN. */
const largestWeight = 80

/** What the update gate of one direction of a layer adds up besides its inputs. */
export interface GateWeights {
  readonly units: number
  /** `[units, 3 * units]`, the update gate in the first third of the columns, as the graph will hold it. */
  readonly recurrent: Float32Array
  /** `[2, 3 * units]` */
  readonly bias: Float32Array
}

/**
 * The input weight that opens the update gate on padding.
 *
 * The input of every layer has one more column, 1 on padding and 0 elsewhere, and the update gate z one more input weight
 * g for it. The other columns are 0 on padding: the table's padding row is, and the states that a layer above reads are
 * multiplied with 0 there. So on padding z = σ(g + h·U + b). Since |hⱼ| ≤ 1, g = ⌈20 + max_k(Σⱼ|U_jk| + |b_k|)⌉ makes the
 * argument 20 at least and z exactly 1, so hₜ = z·hₜ₋₁ + (1 − z)·… = hₜ₋₁: padding changes nothing, wherever it stands.
 * `sequence_lens` would say the same, but several runtimes ignore it without a word.
 *
 * @param layer - for messages.
 * @throws WordloomError `ONNX_UNSUPPORTED` when the recurrent weights are so large that g would reach 80.
 */
export function padGateWeight(layer: number, directions: readonly GateWeights[]): number {
  const weight = Math.ceil(saturated + Math.max(...directions.map(largestReach)))
  if (weight < largestWeight) return weight
  throw new WordloomError('ONNX_UNSUPPORTED', 'The recurrent weights are too large for padding to be masked safely', {
    name: `encoder/${layer}/*/recurrent_kernel, update gate`,
    expected: `a mask weight below ${largestWeight}`,
    received: weight,
    hint: 'Such weights mean that training went astray: train with a lower learning rate or fewer units.',
  })
}

function largestReach({ units, recurrent, bias }: GateWeights): number {
  let largest = 0
  for (let unit = 0; unit < units; unit++) {
    let reach = Math.abs(bias[unit]! + bias[3 * units + unit]!)
    for (let from = 0; from < units; from++) reach += Math.abs(recurrent[from * 3 * units + unit]!)
    largest = Math.max(largest, reach)
  }
  return largest
}
