import { WordloomError, type LabeledTexts } from '@wordloom/core'
import type { DataRow } from './data-row.js'
import { dataRows } from './data-rows.js'
import { closestName } from './closest-name.js'
import { noRows, textOf, type TextColumn } from './texts.js'

/** Which two columns of which file. */
export interface LabeledColumns extends TextColumn {
  readonly label: string
}

/** Texts with labels, and where each stood. */
export interface LabeledRows extends LabeledTexts {
  readonly labels: readonly string[]
  readonly file: string
  /** Line on which each row begins. */
  readonly lines: readonly number[]
}

/**
 * Reads texts and labels. Numbers and booleans of JSON are labels by their text: `1` and `"1"` are the same.
 *
 * @throws WordloomError `DATA_EMPTY` without rows, `DATA_MALFORMED` for a row without a label, and what
 * {@link dataRows} throws.
 */
export async function readLabeledRows(from: LabeledColumns): Promise<LabeledRows> {
  const texts: string[] = []
  const labels: string[] = []
  const lines: number[] = []
  for await (const row of dataRows(from.file, [from.text, from.label], from)) {
    const label = labelOf(row, 1, from.file, from.label)
    texts.push(textOf(row, 0, from.file, from.text))
    labels.push(label)
    lines.push(row.line)
  }
  if (texts.length === 0) throw noRows(from.file)
  return { file: from.file, texts, labels, lines }
}

/**
 * The label of a row, as text.
 *
 * @throws WordloomError `DATA_MALFORMED` when it is empty.
 */
export function labelOf(row: DataRow, index: number, file: string, column: string): string {
  const label = String(row.values[index])
  if (label === '') {
    throw new WordloomError('DATA_MALFORMED', 'A row has no label', { file, line: row.line, name: column })
  }
  return label
}

/**
 * Makes sure that there is something to tell apart.
 *
 * @throws WordloomError `DATA_LABELS` for one label only.
 */
export function assertSeveralLabels(rows: LabeledRows, column: string): void {
  const labels = new Set(rows.labels)
  if (labels.size > 1) return
  throw new WordloomError('DATA_LABELS', 'Every row has the same label', {
    file: rows.file,
    name: column,
    expected: 'two labels or more',
    received: `only '${rows.labels[0]}' in ${rows.labels.length} rows`,
  })
}

/**
 * Makes sure that every label is one of those known.
 *
 * @throws WordloomError `DATA_LABELS` with the line of the first that is not.
 */
export function assertKnownLabels(rows: LabeledRows, known: Iterable<string>): void {
  const labels = new Set(known)
  const index = rows.labels.findIndex((label) => !labels.has(label))
  if (index === -1) return
  const names = [...labels]
  const near = closestName(rows.labels[index]!, names)
  throw new WordloomError('DATA_LABELS', 'A label is none of those the model knows', {
    file: rows.file,
    line: rows.lines[index]!,
    expected: `one of ${names.slice(0, 20).join(', ')}`,
    received: rows.labels[index]!,
    ...(near === undefined ? {} : { hint: `Did you mean '${near}'?` }),
  })
}
