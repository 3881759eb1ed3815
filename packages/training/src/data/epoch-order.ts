import type { RandomGenerator } from '@wordloom/core'
import { shuffle } from './shuffle.js'

/** How the rows of an epoch are put in order. */
export interface EpochOrderOptions {
  /** Rows of a step. */
  readonly batchSize: number
  /** Batches of rows of similar length; without it a plain shuffle. */
  readonly bucketing: boolean
}

/**
 * Rows sorted together: large enough that a batch has next to no padding, small against a corpus. Measured on log-normal
 * lengths (σ 0.8, median 60, cut off at 200; 1,000 batches of 32): 2.4 % of the positions are padding, against 62 % after
 * a plain shuffle.
 */
const batchesPerPool = 50
/** So that a small dataset has other batches in each epoch, too. */
const leastPools = 4

/**
 * The order in which an epoch takes rows; a batch is the next `batchSize` of them. Each row occurs once.
 *
 * With bucketing the rows are shuffled, cut into pools of at most 50 batches, and sorted by length within each pool; then
 * all batches are shuffled. What does not fill a batch is a random choice of rows and comes last, as without bucketing,
 * so that the place of a batch is always `step × batchSize`.
 *
 * @param lengths - `[rows]`: number of ids of each row.
 */
export function epochOrder(
  lengths: ArrayLike<number>,
  { batchSize, bucketing }: EpochOrderOptions,
  random: RandomGenerator,
): Int32Array {
  const rows = Int32Array.from({ length: lengths.length }, (_, row) => row)
  shuffle(rows, random)
  if (!bucketing) return rows
  const batches = Math.floor(rows.length / batchSize)
  const pools = Math.max(Math.min(leastPools, batches), Math.ceil(batches / batchesPerPool))
  for (let pool = 0; pool < pools; pool++) {
    const start = Math.floor((pool * batches) / pools) * batchSize
    const end = Math.floor(((pool + 1) * batches) / pools) * batchSize
    // Sorts of arrays are stable in every engine: rows of the same length stay shuffled.
    rows.set(
      Array.from(rows.subarray(start, end)).sort((a, b) => lengths[a]! - lengths[b]!),
      start,
    )
  }
  return shuffledBatches(rows, batches, batchSize, random)
}

/** The first batches in another order; what follows them stays. */
function shuffledBatches(rows: Int32Array, batches: number, batchSize: number, random: RandomGenerator): Int32Array {
  const order = Int32Array.from({ length: batches }, (_, batch) => batch)
  shuffle(order, random)
  const result = rows.slice()
  for (const [to, from] of order.entries()) {
    result.set(rows.subarray(from * batchSize, (from + 1) * batchSize), to * batchSize)
  }
  return result
}
