import { WordloomError, type LabeledText } from '@wordloom/core'
import type { DataRow } from './data-row.js'
import { splitLabels } from './split-labels.js'
import { textOf } from './texts.js'

/** Which columns hold what. */
export interface RowColumns {
  /** Name of the column of texts. */
  readonly text: string
  /** Name of the column of labels. */
  readonly label: string
  /** Name of the column of weights, each a number of 0 or more. @defaultValue every row counts 1 */
  readonly weight?: string
  /**
   * What stands between the labels of a field, such as `|`. Every row then has a list of labels, perhaps an empty one: the
   * task is a multi-label one. @defaultValue a field is one label
   */
  readonly labelSeparator?: string
}

/**
 * The columns to read, in the order in which {@link labeledTextOf} expects them.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for an empty separator.
 */
export function columnNames({ text, label, weight, labelSeparator }: RowColumns): string[] {
  if (labelSeparator === '') {
    throw new WordloomError('INVALID_ARGUMENT', 'Labels need something to stand between them', {
      name: 'labelSeparator',
      expected: 'one character or more',
      received: "''",
    })
  }
  return [text, label, ...(weight === undefined ? [] : [weight])]
}

/**
 * Text, label and weight of a row.
 *
 * @throws WordloomError `DATA_MALFORMED` for a text that is no string, an empty label, or a weight that is none.
 */
export function labeledTextOf(row: DataRow, file: string, columns: RowColumns): LabeledText {
  const { text, label, weight, labelSeparator } = columns
  return {
    text: textOf(row, 0, file, text),
    label:
      labelSeparator === undefined ? labelOf(row, file, label) : splitLabels(String(row.values[1]), labelSeparator),
    ...(weight !== undefined && { weight: weightOf(row, file, weight) }),
  }
}

function labelOf(row: DataRow, file: string, column: string): string {
  const label = String(row.values[1])
  if (label === '') {
    throw new WordloomError('DATA_MALFORMED', 'A row has no label', { file, line: row.line, name: column })
  }
  return label
}

function weightOf(row: DataRow, file: string, column: string): number {
  const value = row.values[2]
  const weight = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof weight === 'number' && weight >= 0 && weight < Infinity) return weight
  throw new WordloomError('DATA_MALFORMED', 'A weight is no number of 0 or more', {
    file,
    line: row.line,
    name: column,
    received: String(value),
  })
}
