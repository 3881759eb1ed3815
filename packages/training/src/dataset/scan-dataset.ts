import { WordloomError, type TextDataset, type Tokenizer } from '@wordloom/core'
import { createFingerprint } from '../checkpoints/fingerprint.js'
import { labelKey, labelsOf } from '../data/labels.js'
import type { Pause } from '../loop/pause.js'
import { checkedRows } from './checked-rows.js'
import { addRow } from './row-fingerprint.js'
import { createTokenCounts } from './token-counts.js'

/** A column with more different values holds texts or numbers, not labels; they would fill the memory. */
const mostLabels = 100_000

/** What {@link scanDataset} needs. */
export interface ScanOptions {
  /** Where the rows came from, for error messages. */
  readonly name: string
  /** Rows that are set aside: neither their tokens nor their labels are counted. @defaultValue none */
  readonly isHeldOut?: (row: number) => boolean
  /** Splits texts; nothing is counted without it. */
  readonly tokenizer?: Tokenizer
  readonly pause: Pause
}

/** What a dataset holds. */
export interface DatasetScan<Label extends string = string> {
  readonly rows: number
  readonly heldOutRows: number
  /** How often each label occurs in rows that are not held out; those that only occur there have 0. */
  readonly labels: ReadonlyMap<Label, number>
  /** Whether two rows differ in their labels. */
  readonly hasSeveralLabels: boolean
  /** Whether a label came as a list. */
  readonly isMultiLabel: boolean
  /** Whether a row has a weight of its own. */
  readonly hasWeights: boolean
  /** How often each token occurs in rows that are not held out. */
  readonly tokens: ReadonlyMap<string, number>
  readonly fingerprint: string
}

/**
 * The first pass over a dataset.
 *
 * @throws WordloomError `DATA_EMPTY` without rows, `DATA_LABELS` for more than 100,000 different labels,
 * `INVALID_ARGUMENT` for a row that is none and for weights that are all 0, `ABORTED`, and what the dataset throws.
 */
export async function scanDataset<Label extends string>(
  dataset: TextDataset<Label>,
  { name, isHeldOut = () => false, tokenizer, pause }: ScanOptions,
): Promise<DatasetScan<Label>> {
  const labels = new Map<Label, number>()
  const { counts: tokens, add } = createTokenCounts()
  const fingerprint = createFingerprint()
  let rows = 0
  let heldOutRows = 0
  let firstLabel: string | readonly string[] | undefined
  let hasSeveralLabels = false
  let isMultiLabel = false
  let hasWeights = false
  let isAnyAboveZero = false
  for await (const row of checkedRows(dataset, name, pause)) {
    const { text, label, weight } = row
    const isOut = isHeldOut(rows)
    rows += 1
    if (isOut) heldOutRows += 1
    addRow(fingerprint, row)
    firstLabel ??= label
    hasSeveralLabels ||= label !== firstLabel && labelKey(label) !== labelKey(firstLabel)
    isMultiLabel ||= typeof label !== 'string'
    hasWeights ||= weight !== undefined
    isAnyAboveZero ||= !isOut && (weight ?? 1) > 0
    for (const each of labelsOf(label)) labels.set(each, (labels.get(each) ?? 0) + (isOut ? 0 : 1))
    assertLabelCount(labels.size, `${name} row ${rows - 1}`)
    if (tokenizer !== undefined && !isOut) for (const token of tokenizer(text)) add(token)
  }
  assertRows(name, rows, heldOutRows, isAnyAboveZero)
  const digest = fingerprint.digest()
  return { rows, heldOutRows, labels, hasSeveralLabels, isMultiLabel, hasWeights, tokens, fingerprint: digest }
}

function assertLabelCount(count: number, where: string): void {
  if (count > mostLabels) {
    throw new WordloomError('DATA_LABELS', 'There are too many different labels', {
      name: where,
      expected: `at most ${mostLabels}`,
      hint: 'Is this the right column?',
    })
  }
}

function assertRows(name: string, rows: number, heldOutRows: number, isAnyAboveZero: boolean): void {
  if (rows === heldOutRows) {
    throw new WordloomError('DATA_EMPTY', 'There are no rows to train on', {
      name,
      ...(rows > 0 && { received: `${rows} rows, all of them drawn for validation` }),
    })
  }
  if (!isAnyAboveZero) {
    throw new WordloomError('INVALID_ARGUMENT', 'Every row has the weight 0', { name, expected: 'a weight above 0' })
  }
}
