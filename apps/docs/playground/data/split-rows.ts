import { createRandom } from '@wordloom/core'
import { stratifiedSplit } from '@wordloom/training'
import type { LabeledRows } from './labeled-rows.js'

/** Rows to learn from, and rows set aside to judge by. */
export interface SplitRows {
  readonly training: LabeledRows
  readonly validation: LabeledRows
}

/** Of the rows. */
const validationShare = 0.2

/** Sets a fifth of the rows of each label aside; the same seed sets the same rows aside. */
export function splitRows({ texts, labels }: LabeledRows, seed: number): SplitRows {
  const order = labelOrder(labels)
  const targets = Int32Array.from(labels, (label) => order.indexOf(label))
  const split = stratifiedSplit(targets, order.length, validationShare, createRandom(seed))
  const chosen = (rows: Int32Array): LabeledRows => ({
    texts: Array.from(rows, (row) => texts[row]!),
    labels: Array.from(rows, (row) => labels[row]!),
  })
  return { training: chosen(split.training), validation: chosen(split.validation) }
}

/** The labels that occur, sorted. */
export function labelOrder(labels: readonly string[]): string[] {
  return [...new Set(labels)].sort()
}
