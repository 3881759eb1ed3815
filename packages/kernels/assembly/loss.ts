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
 * Gradient of the mean binary cross-entropy by the logits: `(probability - target) / rows`.
 *
 * @param targets `[rows]`: 0 or 1 as int32
 */
export function binaryGradient(gradient: usize, probabilities: usize, targets: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = <usize>row * FLOAT
    store<f32>(gradient + at, (load<f32>(probabilities + at) - <f32>load<i32>(targets + at)) / <f32>rows)
  }
}

/**
 * Gradient of the mean categorical cross-entropy by the logits: `(probabilities - one hot target) / rows`.
 *
 * @param gradient `[rows, columns]`
 * @param targets `[rows]`: the true column as int32
 */
export function categoricalGradient(
  gradient: usize,
  probabilities: usize,
  targets: usize,
  rows: i32,
  columns: i32,
): void {
  for (let row = 0; row < rows; row++) {
    const target = load<i32>(targets + <usize>row * FLOAT)
    for (let j = 0; j < columns; j++) {
      const hot: f32 = j == target ? 1 : 0
      store<f32>(gradient, (load<f32>(probabilities) - hot) / <f32>rows)
      gradient += FLOAT
      probabilities += FLOAT
    }
  }
}
