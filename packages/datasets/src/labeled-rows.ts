import { WordloomError, type LabeledTexts } from '@wordloom/core'
import { closestName } from './closest-name.js'
import { dataRows } from './data-rows.js'
import { columnNames, labeledTextOf, type RowColumns } from './row-columns.js'
import { noRows, type TextColumn } from './texts.js'

/** Which columns of which file. */
export interface LabeledColumns extends TextColumn, RowColumns {}

/** Texts with labels, and where each stood. */
export interface LabeledRows extends LabeledTexts {
  /** Path of the file. */
  readonly file: string
  /** Line on which each row begins. */
  readonly lines: readonly number[]
}

/**
 * Reads texts and labels. Numbers and booleans of JSON are labels by their text: `1` and `"1"` are the same.
 *
 * @throws WordloomError `DATA_EMPTY` without rows, `DATA_MALFORMED` for a row without a label or with a weight that is
 * none, `INVALID_ARGUMENT` for an empty separator, and what {@link dataRows} throws.
 */
export async function readLabeledRows(from: LabeledColumns): Promise<LabeledRows> {
  const texts: string[] = []
  const labels: (string | readonly string[])[] = []
  const weights: number[] = []
  const lines: number[] = []
  for await (const row of dataRows(from.file, columnNames(from), from)) {
    const { text, label, weight } = labeledTextOf(row, from.file, from)
    texts.push(text)
    labels.push(label)
    if (weight !== undefined) weights.push(weight)
    lines.push(row.line)
  }
  if (texts.length === 0) throw noRows(from.file)
  return { file: from.file, texts, labels, lines, ...(from.weight !== undefined && { weights }) }
}

/**
 * Makes sure that there is something to tell apart.
 *
 * @throws WordloomError `DATA_LABELS` for one label only.
 */
export function assertSeveralLabels(rows: LabeledRows, column: string): void {
  const labels = new Set(rows.labels.flatMap((label) => label))
  if (labels.size > 1) return
  throw new WordloomError('DATA_LABELS', 'Every row has the same label', {
    file: rows.file,
    name: column,
    expected: 'two labels or more',
    received: labels.size === 0 ? 'none' : `only '${[...labels][0]}' in ${rows.labels.length} rows`,
  })
}

/**
 * Makes sure that every label is one of those known.
 *
 * @throws WordloomError `DATA_LABELS` with the line of the first that is not.
 */
export function assertKnownLabels(rows: LabeledRows, known: Iterable<string>): void {
  const labels = new Set(known)
  const unknownOf = (label: string | readonly string[]): string | undefined =>
    [label].flat().find((each) => !labels.has(each))
  const index = rows.labels.findIndex((label) => unknownOf(label) !== undefined)
  if (index === -1) return
  const unknown = unknownOf(rows.labels[index]!)!
  const names = [...labels]
  const near = closestName(unknown, names)
  throw new WordloomError('DATA_LABELS', 'A label is none of those the model knows', {
    file: rows.file,
    line: rows.lines[index]!,
    expected: `one of ${names.slice(0, 20).join(', ')}`,
    received: unknown,
    ...(near === undefined ? {} : { hint: `Did you mean '${near}'?` }),
  })
}
