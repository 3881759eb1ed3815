import type { LabeledText, TextDataset } from '@wordloom/core'
import { dataRows, type DataFileOptions } from './data-rows.js'
import { columnNames, labeledTextOf, type RowColumns } from './row-columns.js'

/** Which columns of a file are what: by default `text` and `label`. */
export interface FileDatasetOptions extends DataFileOptions, Partial<RowColumns> {}

/**
 * A data file as a dataset that may be larger than memory: it is read anew for every pass, row by row. Nothing is opened
 * before the first row is asked for.
 *
 * Errors of a pass: `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `INVALID_UTF8`, `DATA_COLUMN_MISSING`, `DATA_EMPTY`,
 * `DATA_MALFORMED`, each with the line.
 *
 * @param file - CSV, TSV, JSON Lines or Parquet.
 * @throws WordloomError `INVALID_ARGUMENT` for an extension that does not tell the format, and for an empty separator.
 */
export function fileDataset(file: string, options: FileDatasetOptions = {}): TextDataset {
  const { text = 'text', label = 'label' } = options
  const columns: RowColumns = { ...options, text, label }
  const names = columnNames(columns)
  // Called once here, so that a wrong extension is found before a long training begins.
  dataRows(file, names, options)
  return {
    async *rows(): AsyncGenerator<LabeledText, void, void> {
      for await (const row of dataRows(file, names, options)) yield labeledTextOf(row, file, columns)
    },
  }
}
