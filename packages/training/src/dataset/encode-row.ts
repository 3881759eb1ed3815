import type { LabeledText, ModelSpec, TaskSpec, Tokenizer, Vocabulary } from '@wordloom/core'
import type { LabeledRows } from '../data/batches.js'
import { labelIndexer, labelsOf, onlyLabel } from '../data/labels.js'
import { weightOfLabels } from '../data/row-weights.js'

/** One row as an engine takes it. */
export interface EncodedRow {
  readonly ids: Int32Array
  /** Indices of its labels. */
  readonly labels: readonly number[]
  readonly weight: number
}

/** What rows are encoded by. */
export interface RowEncoding<Label extends string = string> {
  readonly spec: Pick<ModelSpec<Label>, 'tokenizer' | 'maxLength' | 'task'>
  readonly tokenizer: Tokenizer
  readonly vocabulary: Vocabulary
  /** `[labels]`: multiply the rows' own weights; left out for validation. */
  readonly labelWeights?: readonly number[] | undefined
}

/** Makes a function that encodes rows. It throws `DATA_LABELS` for a label that is not in the task. */
export function createRowEncoder<Label extends string>({
  spec: { maxLength, task },
  tokenizer,
  vocabulary,
  labelWeights,
}: RowEncoding<Label>): (row: LabeledText<Label>, where: string) => EncodedRow {
  const indexOf = labelIndexer(task.labels)
  return ({ text, label, weight = 1 }, where) => {
    const names = task.type === 'multi-label' ? labelsOf(label) : [onlyLabel(task.type, label, where)]
    const labels = names.map((name) => indexOf(name, where))
    const ofLabels = labelWeights === undefined ? 1 : weightOfLabels(labels, labelWeights)
    return {
      ids: vocabulary.encode(tokenizer(text).slice(0, maxLength)),
      labels,
      weight: Math.fround(ofLabels * Math.fround(weight)),
    }
  }
}

/** Puts encoded rows together; `hasWeights` tells whether any row counts other than 1. */
export function joinRows(rows: readonly EncodedRow[], { type, labels }: TaskSpec, hasWeights: boolean): LabeledRows {
  const offsets = new Int32Array(rows.length + 1)
  for (const [row, { ids }] of rows.entries()) offsets[row + 1] = offsets[row]! + ids.length
  const ids = new Int32Array(offsets[rows.length]!)
  for (const [row, encoded] of rows.entries()) ids.set(encoded.ids, offsets[row])
  const columns = type === 'multi-label' ? labels.length : 1
  const targets = new Int32Array(rows.length * columns)
  for (const [row, encoded] of rows.entries()) {
    if (type !== 'multi-label') targets[row] = encoded.labels[0]!
    else for (const label of encoded.labels) targets[row * columns + label] = 1
  }
  const weights = hasWeights ? Float32Array.from(rows, ({ weight }) => weight) : undefined
  return { rows: { ids, offsets }, targets, weights }
}
