import type { Batch } from '@wordloom/core'
import { paddingId } from '@wordloom/core'

/** The two ways to walk through a text. */
export const sides = ['forward', 'backward'] as const

export type Side = (typeof sides)[number]

/**
 * A batch as both directions walk it: step t of `forward` is token t of a row, step t of `backward` is its t-th last
 * token. So both have their padding at the end. An id 0 within a row is padding too and left out, as Keras' mask skips it.
 */
export interface ArrangedBatch {
  readonly batchSize: number
  /** At least 1, also when all texts are empty. */
  readonly steps: number
  /** `[tokens]`: the ids, row after row. */
  readonly ids: Int32Array
  /** `[batchSize]`: tokens of each row. */
  readonly lengths: Int32Array
  /** `[steps, batchSize]`: which of `ids` a direction reads; -1 for padding. */
  readonly tokens: Readonly<Record<Side, Int32Array>>
  /**
   * `[steps, batchSize]`: where the token of one direction's step is among the steps of the other, as an index into such
   * an array. Padding is where it is.
   */
  readonly reversal: Int32Array
}

/** @param multiple - the number of steps is rounded up to one of these. @defaultValue 1 */
export function arrangeBatch(batch: Batch, multiple = 1): ArrangedBatch {
  const { batchSize } = batch
  const { ids, lengths } = withoutPadding(batch)
  const longest = Math.max(1, ...lengths)
  const steps = Math.ceil(longest / multiple) * multiple
  const tokens = { forward: new Int32Array(steps * batchSize), backward: new Int32Array(steps * batchSize) }
  const reversal = new Int32Array(steps * batchSize)
  let start = 0
  for (let row = 0; row < batchSize; row++) {
    const length = lengths[row]!
    for (let step = 0; step < steps; step++) {
      const at = step * batchSize + row
      const isToken = step < length
      tokens.forward[at] = isToken ? start + step : -1
      tokens.backward[at] = isToken ? start + length - 1 - step : -1
      reversal[at] = isToken ? (length - 1 - step) * batchSize + row : at
    }
    start += length
  }
  return { batchSize, steps, ids, lengths, tokens, reversal }
}

function withoutPadding({ batchSize, time, ids, lengths }: Batch): Pick<ArrangedBatch, 'ids' | 'lengths'> {
  const kept = new Int32Array(batchSize * time)
  const keptLengths = new Int32Array(batchSize)
  let count = 0
  for (let row = 0; row < batchSize; row++) {
    const first = count
    for (let at = row * time; at < row * time + lengths[row]!; at++) {
      if (ids[at] !== paddingId) kept[count++] = ids[at]!
    }
    keptLengths[row] = count - first
  }
  return { ids: kept.subarray(0, count), lengths: keptLengths }
}
