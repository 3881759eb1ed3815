import { WordloomError, type LabeledText, type TextDataset } from '@wordloom/core'
import type { DataRow } from './data-row.js'
import { dataRows, type DataFileOptions } from './data-rows.js'
import { labelOf } from './labeled-rows.js'
import { textOf } from './texts.js'

/** Which columns of a file are what. */
export interface FileDatasetOptions extends DataFileOptions {
  /** Name of the column of texts. @defaultValue 'text' */
  readonly text?: string
  /** Name of the column of labels. @defaultValue 'label' */
  readonly label?: string
  /** Name of the column of weights, each a number of 0 or more. @defaultValue every row counts 1 */
  readonly weight?: string
}

/**
 * A data file as a dataset that may be larger than memory: it is read anew for every pass, row by row. Nothing is opened
 * before the first row is asked for.
 *
 * Errors of a pass: `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `INVALID_UTF8`, `DATA_COLUMN_MISSING`, `DATA_EMPTY`,
 * `DATA_MALFORMED`, each with the line.
 *
 * @param file - CSV, TSV, JSON Lines or Parquet.
 * @throws WordloomError `INVALID_ARGUMENT` for an extension that does not tell the format.
 */
export function fileDataset(file: string, options: FileDatasetOptions = {}): TextDataset {
  const { text = 'text', label = 'label', weight } = options
  const columns = [text, label, ...(weight === undefined ? [] : [weight])]
  // Called once here, so that a wrong extension is found before a long training begins.
  dataRows(file, columns, options)
  return {
    async *rows(): AsyncGenerator<LabeledText, void, void> {
      for await (const row of dataRows(file, columns, options)) {
        yield {
          text: textOf(row, 0, file, text),
          label: labelOf(row, 1, file, label),
          ...(weight !== undefined && { weight: weightOf(row, 2, file, weight) }),
        }
      }
    },
  }
}

function weightOf(row: DataRow, index: number, file: string, column: string): number {
  const value = row.values[index]
  const weight = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof weight === 'number' && weight >= 0 && weight < Infinity) return weight
  throw new WordloomError('DATA_MALFORMED', 'A weight is no number of 0 or more', {
    file,
    line: row.line,
    name: column,
    received: String(value),
  })
}
