import type { RandomGenerator } from '@wordloom/core'
import { shuffle } from './shuffle.js'

/** Row numbers, ascending. */
export interface RowSplit {
  /** Indices of the rows to learn from. */
  readonly training: Int32Array
  /** Indices of the rows that are set aside. */
  readonly validation: Int32Array
}

/**
 * Sets a share of the rows of each class aside. The classes keep their proportions as well as whole rows allow (largest
 * remainders); each keeps a row for training, so that a class with one row is only trained on.
 *
 * @param targets - class of each row, 0 … `classes` − 1.
 * @param share - of the rows, 0 … 1; the number of validation rows is rounded.
 */
export function stratifiedSplit(
  targets: Int32Array,
  classes: number,
  share: number,
  random: RandomGenerator,
): RowSplit {
  const rowsOf: number[][] = Array.from({ length: classes }, () => [])
  for (let row = 0; row < targets.length; row++) rowsOf[targets[row]!]!.push(row)
  const counts = apportion(
    rowsOf.map(({ length }) => length),
    share,
  )
  const inValidation = new Uint8Array(targets.length)
  for (const [index, rows] of rowsOf.entries()) {
    shuffle(rows, random)
    for (const row of rows.slice(0, counts[index])) inValidation[row] = 1
  }
  const all = Int32Array.from(targets, (_, row) => row)
  return {
    training: all.filter((row) => inValidation[row] === 0),
    validation: all.filter((row) => inValidation[row] === 1),
  }
}

/** How many of each class, by largest remainders; ties go to the class that comes first. */
function apportion(sizes: readonly number[], share: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const counts = sizes.map((size) => Math.min(Math.floor(size * share), Math.max(size - 1, 0)))
  let left = Math.round(total * share) - counts.reduce((sum, count) => sum + count, 0)
  const byRemainder = sizes
    .map((size, index) => ({ index, remainder: size * share - counts[index]! }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder) {
    if (left > 0 && counts[index]! + 1 < sizes[index]!) {
      counts[index]! += 1
      left -= 1
    }
  }
  return counts
}
