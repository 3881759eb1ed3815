import type { Batch, TrainingBatch } from '@wordloom/core'
import { rowCount, rowLength, type TokenRows } from './token-rows.js'

/** Rows and what is to be learnt from each. */
export interface LabeledRows {
  /** The ids. */
  readonly rows: TokenRows
  /** `[rows]`: index of the label; for a multi-label task `[rows, labels]`: 1 where a label is true. */
  readonly targets: Int32Array
  /** `[rows]`: how much each row counts. @defaultValue 1 for every row */
  readonly weights?: Float32Array | undefined
}

/**
 * Fills batches with rows in an order: from `order[start]` on, at most `batchSize` of them, right-padded with 0 to the
 * longest among them. The arrays of a batch are used again for the next one.
 */
export type Batcher<Filled extends Batch> = (order: ArrayLike<number>, start: number) => Filled

/** Makes a {@link Batcher} for prediction. */
export function createBatcher(rows: TokenRows, batchSize: number): Batcher<Batch> {
  const lengths = new Int32Array(batchSize)
  let ids = new Int32Array(0)
  return (order, start) => {
    const size = Math.min(batchSize, order.length - start)
    let time = 0
    for (let i = 0; i < size; i++) time = Math.max(time, (lengths[i] = rowLength(rows, order[start + i]!)))
    if (ids.length < size * time) ids = new Int32Array(batchSize * time)
    const used = ids.subarray(0, size * time)
    used.fill(0)
    for (let i = 0; i < size; i++) {
      const row = order[start + i]!
      used.set(rows.ids.subarray(rows.offsets[row], rows.offsets[row + 1]), i * time)
    }
    return { batchSize: size, time, ids: used, lengths: lengths.subarray(0, size) }
  }
}

/** Makes a {@link Batcher} for training. */
export function createTrainingBatcher(
  { rows, targets, weights }: LabeledRows,
  batchSize: number,
): Batcher<TrainingBatch> {
  const fill = createBatcher(rows, batchSize)
  const columns = targets.length / rowCount(rows)
  const batchTargets = new Int32Array(batchSize * columns)
  const batchWeights = new Float32Array(weights === undefined ? 0 : batchSize)
  return (order, start) => {
    const batch = fill(order, start)
    for (let i = 0; i < batch.batchSize; i++) {
      const row = order[start + i]!
      for (let column = 0; column < columns; column++) {
        batchTargets[i * columns + column] = targets[row * columns + column]!
      }
      if (weights !== undefined) batchWeights[i] = weights[row]!
    }
    return {
      ...batch,
      targets: batchTargets.subarray(0, batch.batchSize * columns),
      ...(weights && { weights: batchWeights.subarray(0, batch.batchSize) }),
    }
  }
}

/** Row numbers from the shortest row to the longest: batches in this order have the least padding. */
export function rowsByLength(rows: TokenRows): Int32Array {
  return Int32Array.from({ length: rowCount(rows) }, (_, row) => row).sort(
    (a, b) => rowLength(rows, a) - rowLength(rows, b) || a - b,
  )
}
