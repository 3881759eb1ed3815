import { naturalLogarithm, type TaskSpec } from '@wordloom/core'

/** Probabilities are kept this far from 0 and 1 before a logarithm, as Keras does: one wrong row costs at most 16.1. */
export const probabilityFloor = 1e-7

/** From here on a label of a multi-label task is taken for true. */
export const defaultThreshold = 0.5

/** What probabilities are scored by. */
export interface Scoring {
  readonly task: TaskSpec['type']
  /** Columns of the probabilities; one is the probability of label 1. */
  readonly outputs: number
  /** As in `EngineConfig`. @defaultValue 0 */
  readonly labelSmoothing?: number
}

/** Sums over rows, so that batches can be added up. */
export interface Score {
  readonly loss: number
  /** Rows that are right; of a multi-label row the share of its labels. */
  readonly correct: number
}

/**
 * Cross-entropy, as Keras has it, and right answers.
 *
 * @param probabilities - `[rows, outputs]`.
 * @param targets - `[rows]`: index of the label; for a multi-label task `[rows, outputs]`: 1 where a label is true.
 * @param weights - `[rows]`: how much the loss of each row counts; its being right counts 1.
 */
export function scoreRows(
  probabilities: Float32Array,
  targets: Int32Array,
  scoring: Scoring,
  weights?: Float32Array,
): Score {
  let loss = 0
  for (let row = 0; row * scoring.outputs < probabilities.length; row++) {
    loss += rowLoss(probabilities, targets, row, scoring) * (weights?.[row] ?? 1)
  }
  return { loss, correct: countCorrect(probabilities, targets, scoring) }
}

/** Rows that are right; of a multi-label row the share of its labels. Shapes as in {@link scoreRows}. */
export function countCorrect(
  probabilities: Float32Array,
  targets: Int32Array,
  { task, outputs }: Pick<Scoring, 'task' | 'outputs'>,
): number {
  let correct = 0
  if (task === 'multi-label') {
    for (let at = 0; at < targets.length; at++) {
      if (Number(probabilities[at]! >= defaultThreshold) === targets[at]) correct += 1
    }
    return correct / outputs
  }
  for (let row = 0; row < targets.length; row++) {
    if (mostProbable(probabilities, row, outputs) === targets[row]) correct += 1
  }
  return correct
}

/** Index of the most probable label; the first of equals. */
export function mostProbable(probabilities: Float32Array, row: number, outputs: number): number {
  if (outputs === 1) return probabilities[row]! > 0.5 ? 1 : 0
  let best = 0
  for (let output = 1; output < outputs; output++) {
    if (probabilities[row * outputs + output]! > probabilities[row * outputs + best]!) best = output
  }
  return best
}

/** Probability of one label. */
export function probabilityOf(probabilities: Float32Array, row: number, outputs: number, label: number): number {
  if (outputs > 1) return probabilities[row * outputs + label]!
  return label === 1 ? probabilities[row]! : 1 - probabilities[row]!
}

/**
 * ln p after clipping; NaN stays NaN. Not by `Math.log`, which differs between JavaScript engines: losses decide on the best
 * epoch and on learning rates.
 */
export function logOfClipped(probability: number): number {
  if (Number.isNaN(probability)) return NaN
  return naturalLogarithm(Math.min(Math.max(probability, probabilityFloor), 1 - probabilityFloor))
}

function rowLoss(
  probabilities: Float32Array,
  targets: Int32Array,
  row: number,
  { task, outputs, labelSmoothing = 0 }: Scoring,
): number {
  const first = row * outputs
  let loss = 0
  if (task === 'multi-class') {
    loss -= (1 - labelSmoothing) * logOfClipped(probabilities[first + targets[row]!]!)
    if (labelSmoothing === 0) return loss
    for (let at = first; at < first + outputs; at++) {
      loss -= (labelSmoothing / outputs) * logOfClipped(probabilities[at]!)
    }
    return loss
  }
  for (let at = first; at < first + outputs; at++) {
    const truth = targets[at]! * (1 - labelSmoothing) + labelSmoothing / 2
    loss -= truth * logOfClipped(probabilities[at]!) + (1 - truth) * logOfClipped(1 - probabilities[at]!)
  }
  return loss / outputs
}
