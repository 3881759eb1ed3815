import type { ModelSpec, TaskSpec } from '@wordloom/core'

/** The loss of one row in float64, before weights. */
export interface RowLoss {
  readonly loss: number
  readonly probabilities: Float64Array
  /** Gradient by the logits. */
  readonly toLogits: Float64Array
}

/** What every output of a row should be: 0 or 1. Without targets, those of index 0. */
export function rowTargets({ task }: Pick<ModelSpec, 'task'>, targets: Int32Array | undefined, row: number): number[] {
  const classes = task.labels.length
  if (task.type === 'binary') return [targets?.[row] ?? 0]
  if (task.type === 'multi-class') return task.labels.map((_, j) => (j === (targets?.[row] ?? 0) ? 1 : 0))
  return task.labels.map((_, j) => targets?.[row * classes + j] ?? 0)
}

/** Keras' label smoothing: towards 1 / classes under a softmax, towards 1 / 2 under sigmoids. */
export function smoothTargets({ task }: Pick<ModelSpec, 'task'>, targets: readonly number[], share: number): number[] {
  const uniform = task.type === 'multi-class' ? 1 / task.labels.length : 0.5
  return targets.map((target) => target * (1 - share) + uniform * share)
}

/** Cross-entropy of any targets, from the probabilities: exact as long as none of them is 0. */
export function crossEntropy(logits: Float64Array, targets: readonly number[], task: TaskSpec['type']): RowLoss {
  if (task === 'multi-class') {
    const powers = logits.map(Math.exp)
    const sum = powers.reduce((total, power) => total + power, 0)
    const probabilities = powers.map((power) => power / sum)
    const toLogits = probabilities.map((probability, j) => probability - targets[j]!)
    return { loss: -sumOf(targets, (target, j) => target * Math.log(probabilities[j]!)), probabilities, toLogits }
  }
  const columns = logits.length
  const probabilities = logits.map((logit) => 1 / (1 + Math.exp(-logit)))
  const complements = logits.map((logit) => 1 / (1 + Math.exp(logit)))
  const losses = (target: number, j: number): number =>
    -target * Math.log(probabilities[j]!) - (1 - target) * Math.log(complements[j]!)
  const toLogits = probabilities.map((probability, j) => (probability - targets[j]!) / columns)
  return { loss: sumOf(targets, losses) / columns, probabilities, toLogits }
}

function sumOf(values: readonly number[], term: (value: number, index: number) => number): number {
  return values.reduce((sum, value, i) => sum + term(value, i), 0)
}
