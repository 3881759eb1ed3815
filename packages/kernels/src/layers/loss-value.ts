import type { TrainingBatch } from '@wordloom/core'

// Losses as numbers for people and for decisions between epochs. They use Math.exp and Math.log, which differ in the last
// bits between JavaScript engines: no weight may be computed from them. Gradients come from the kernels.

/** Logits, or targets, of rows in a memory. */
export interface Logits {
  readonly memory: Float32Array
  /** Index of the first. */
  readonly first: number
  /** A row. */
  readonly columns: number
}

type Rows = Pick<TrainingBatch, 'batchSize' | 'weights'>

/**
 * The mean over rows of the binary cross-entropy, each times its weight.
 *
 * @param targets - smoothed, as many as logits.
 */
export function binaryLoss(logits: Logits, targets: Logits, { batchSize, weights }: Rows): number {
  let sum = 0
  for (let row = 0; row < batchSize; row++) sum += (weights?.[row] ?? 1) * binaryRowLoss(logits, row, targets)
  return sum / batchSize
}

/**
 * The mean over rows of the cross-entropy of the softmax, each times its weight.
 *
 * @param targets - the class of each row, `[batchSize]`.
 */
export function categoricalLoss(
  logits: Logits,
  targets: Int32Array,
  { batchSize, weights }: Rows,
  smoothing: number,
): number {
  let sum = 0
  for (let row = 0; row < batchSize; row++) {
    sum += (weights?.[row] ?? 1) * categoricalRowLoss(logits, row, targets[row]!, smoothing)
  }
  return sum / batchSize
}

/** `log(1 + e^x) - x y`, the mean over a row, in the form that neither overflows nor rounds a small loss to 0. */
function binaryRowLoss({ memory, first, columns }: Logits, row: number, targets: Logits): number {
  const start = first + row * columns
  const firstTarget = targets.first + row * columns
  let sum = 0
  for (let j = 0; j < columns; j++) {
    const logit = memory[start + j]!
    sum += Math.max(logit, 0) - logit * targets.memory[firstTarget + j]! + Math.log1p(Math.exp(-Math.abs(logit)))
  }
  return sum / columns
}

/**
 * `sum of y (log(sum of e^x) - x)` over a row, with the largest x taken out so that nothing overflows. The true class has
 * the target 1 - `smoothing` + `smoothing` / columns, the others `smoothing` / columns.
 */
function categoricalRowLoss(
  { memory, first, columns }: Logits,
  row: number,
  target: number,
  smoothing: number,
): number {
  const start = first + row * columns
  let largest = memory[start]!
  for (let j = 1; j < columns; j++) largest = Math.max(largest, memory[start + j]!)
  let powers = 0
  let shifted = 0
  for (let j = 0; j < columns; j++) {
    const x = memory[start + j]! - largest
    powers += Math.exp(x)
    shifted += x
  }
  const plain = Math.log(powers) - (memory[start + target]! - largest)
  if (smoothing === 0) return plain
  return (1 - smoothing) * plain + smoothing * (Math.log(powers) - shifted / columns)
}
