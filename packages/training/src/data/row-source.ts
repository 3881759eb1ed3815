import type { Vocabulary } from '@wordloom/core'
import { createFingerprint } from '../checkpoints/fingerprint.js'
import type { LabeledRows } from './batches.js'
import { rowCount } from './token-rows.js'

/** Rows that may be larger than memory. */
export interface RowSource {
  /** Of all parts. */
  readonly rowCount: number
  /**
   * A pass over the rows, in parts that fit into memory; all but the last hold a multiple of the batch size. The same
   * epoch always gives the same parts.
   *
   * @param epoch - counted from 1.
   */
  parts(epoch: number): Iterable<LabeledRows> | AsyncIterable<LabeledRows>
  /** The same for the same rows, and only for them. */
  fingerprint(): string
}

/** What a training works on. */
export interface TrainingData {
  /** Built from the training rows alone. */
  readonly vocabulary: Vocabulary
  /** Rows to learn from. */
  readonly training: RowSource
  /** Absent when no row was set aside. */
  readonly validation?: RowSource | undefined
}

/** Rows in memory as one part. */
export function rowsInMemory(rows: LabeledRows): RowSource {
  return {
    rowCount: rowCount(rows.rows),
    parts: () => [rows],
    fingerprint() {
      const fingerprint = createFingerprint()
      fingerprint.addBytes(rows.rows.offsets)
      fingerprint.addBytes(rows.rows.ids)
      fingerprint.addBytes(rows.targets)
      if (rows.weights !== undefined) fingerprint.addBytes(rows.weights)
      return fingerprint.digest()
    },
  }
}
