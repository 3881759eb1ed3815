/** Probabilities are kept this far from 0 and 1 before a logarithm, as Keras does: one wrong row costs at most 16.1. */
export const probabilityFloor = 1e-7

/** Sums over rows, so that batches can be added up. */
export interface Score {
  readonly loss: number
  /** Rows whose most probable label is right. */
  readonly correct: number
}

/**
 * Cross-entropy and right answers.
 *
 * @param probabilities - `[rows, outputs]`; one output is the probability of label 1.
 * @param targets - `[rows]`: index of the label.
 */
export function scoreRows(probabilities: Float32Array, targets: Int32Array, outputs: number): Score {
  let loss = 0
  for (let row = 0; row < targets.length; row++) {
    loss -= logOfClipped(probabilityOf(probabilities, row, outputs, targets[row]!))
  }
  return { loss, correct: countCorrect(probabilities, targets, outputs) }
}

/** Rows whose most probable label is right. Shapes as in {@link scoreRows}. */
export function countCorrect(probabilities: Float32Array, targets: Int32Array, outputs: number): number {
  let correct = 0
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

/** ln p after clipping; NaN stays NaN. */
export function logOfClipped(probability: number): number {
  return Math.log(Math.min(Math.max(probability, probabilityFloor), 1 - probabilityFloor))
}
