import { FLOAT, storeLanes } from './lanes'
import { exp4 } from './vector-math'

/** `probabilities[rows, columns]` = the softmax of every row of `logits`; both may be the same buffer. */
export function softmaxRows(probabilities: usize, logits: usize, rows: i32, columns: i32): void {
  const rowBytes = <usize>columns * FLOAT
  for (let row = 0; row < rows; row++) {
    let largest = load<f32>(logits)
    for (let j: usize = FLOAT; j < rowBytes; j += FLOAT) largest = max(largest, load<f32>(logits + j))
    const shift = f32x4.splat(largest)
    for (let j = 0; j < columns; j += 4) {
      const at = <usize>j * FLOAT
      storeLanes(probabilities + at, exp4(f32x4.sub(v128.load(logits + at), shift)), columns - j)
    }
    let sum: f32 = 0
    for (let j: usize = 0; j < rowBytes; j += FLOAT) sum += load<f32>(probabilities + j)
    for (let j: usize = 0; j < rowBytes; j += FLOAT) store<f32>(probabilities + j, load<f32>(probabilities + j) / sum)
    logits += rowBytes
    probabilities += rowBytes
  }
}

/**
 * Gradient of the mean binary cross-entropy by the logits: `(probability - target) * weight / divisor`.
 *
 * @param targets `[rows, columns]` float32, smoothed
 * @param weights 0, or `[rows]` float32
 * @param divisor rows * columns of the whole batch
 */
export function binaryGradient(
  gradient: usize,
  probabilities: usize,
  targets: usize,
  weights: usize,
  rows: i32,
  columns: i32,
  divisor: f32,
): void {
  for (let row = 0; row < rows; row++) {
    const weight = rowWeight(weights, row)
    for (let j = 0; j < columns; j++) {
      store<f32>(gradient, ((load<f32>(probabilities) - load<f32>(targets)) * weight) / divisor)
      gradient += FLOAT
      probabilities += FLOAT
      targets += FLOAT
    }
  }
}

/**
 * Gradient of the mean categorical cross-entropy by the logits: `(probability - target) * weight / divisor`, the target
 * being `on` for the true class and `off` for the others.
 *
 * @param gradient `[rows, columns]`
 * @param targets `[rows]`: the true column as int32
 * @param weights 0, or `[rows]` float32
 * @param divisor rows of the whole batch
 */
export function categoricalGradient(
  gradient: usize,
  probabilities: usize,
  targets: usize,
  weights: usize,
  rows: i32,
  columns: i32,
  on: f32,
  off: f32,
  divisor: f32,
): void {
  for (let row = 0; row < rows; row++) {
    const weight = rowWeight(weights, row)
    const target = load<i32>(targets + <usize>row * FLOAT)
    for (let j = 0; j < columns; j++) {
      store<f32>(gradient, ((load<f32>(probabilities) - (j == target ? on : off)) * weight) / divisor)
      gradient += FLOAT
      probabilities += FLOAT
    }
  }
}

@inline
function rowWeight(weights: usize, row: i32): f32 {
  return weights == 0 ? 1 : load<f32>(weights + <usize>row * FLOAT)
}
