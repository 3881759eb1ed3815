// Losses as numbers for people and for decisions between epochs. They use Math.exp and Math.log, which differ in the last
// bits between JavaScript engines: no weight may be computed from them. Gradients come from the kernels.

/** Logits in the memory of the kernels. */
export interface Logits {
  readonly memory: Float32Array
  /** Index of the first. */
  readonly first: number
  /** A row. */
  readonly columns: number
}

/**
 * `log(1 + e^x) - x y`, the mean over a row, in the form that neither overflows nor rounds a small loss to 0.
 *
 * @param firstTarget - index of the first y of the first row, in the same memory
 */
export function binaryRowLoss({ memory, first, columns }: Logits, row: number, firstTarget: number): number {
  const start = first + row * columns
  const targets = firstTarget + row * columns
  let sum = 0
  for (let j = 0; j < columns; j++) {
    const logit = memory[start + j]!
    sum += Math.max(logit, 0) - logit * memory[targets + j]! + Math.log1p(Math.exp(-Math.abs(logit)))
  }
  return sum / columns
}

/**
 * `sum of y (log(sum of e^x) - x)` over a row, with the largest x taken out so that nothing overflows. The true class has
 * the target 1 - `smoothing` + `smoothing` / columns, the others `smoothing` / columns.
 */
export function categoricalRowLoss(
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
