import type { Batch } from '@wordloom/core'
import { createBatcher, rowsByLength } from '../data/batches.js'
import { rowCount, type TokenRows } from '../data/token-rows.js'
import type { Pause } from '../loop/pause.js'

export interface PredictRowsOptions {
  /** `[batchSize, outputs]` probabilities of a batch. */
  readonly predictBatch: (batch: Batch) => Float32Array | Promise<Float32Array>
  /** Columns of the result. */
  readonly outputs: number
  /** Rows a call of the engine. */
  readonly batchSize: number
  readonly pause: Pause
}

/**
 * `[rows, outputs]` probabilities, in the order of the rows. Rows of similar length share a batch, so that little time
 * goes into padding.
 */
export async function predictRows(rows: TokenRows, options: PredictRowsOptions): Promise<Float32Array> {
  const { predictBatch, outputs, batchSize, pause } = options
  const order = rowsByLength(rows)
  const fill = createBatcher(rows, Math.min(batchSize, order.length))
  const result = new Float32Array(rowCount(rows) * outputs)
  for (let start = 0; start < order.length; start += batchSize) {
    await pause()
    const batch = fill(order, start)
    const probabilities = await predictBatch(batch)
    for (let i = 0; i < batch.batchSize; i++) {
      result.set(probabilities.subarray(i * outputs, (i + 1) * outputs), order[start + i]! * outputs)
    }
  }
  return result
}
