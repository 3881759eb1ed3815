import { checkedUtf8 } from './checked-utf8.js'
import { dataFormatOf, type DataFormat } from './data-format.js'
import type { DataRow } from './data-row.js'
import { delimitedRows } from './delimited-rows.js'
import { readInputFile } from './input-file.js'
import { jsonLineRows } from './json-line-rows.js'

/** How a data file is to be read. */
export interface DataFileOptions {
  /** @defaultValue by the extension of the file */
  readonly format?: DataFormat
  /** Whether `"` encloses fields of CSV and TSV. @defaultValue true */
  readonly quotes?: boolean
}

/** Streams the rows of a data file; see the reader of each format for what it throws. */
export function dataRows(
  file: string,
  columns: readonly string[],
  options: DataFileOptions = {},
): AsyncGenerator<DataRow, void, void> {
  const format = options.format ?? dataFormatOf(file)
  if (format === 'parquet') return lazyParquetRows(file, columns)
  const source = checkedUtf8(readInputFile(file), file)
  if (format === 'jsonl') return jsonLineRows(source, { file, columns })
  const delimiter = format === 'csv' ? ',' : '\t'
  return delimitedRows(source, { file, columns, delimiter, quotes: options.quotes ?? true })
}

/** The reader of Parquet is loaded when the first such file is read: most programs never need it. */
async function* lazyParquetRows(file: string, columns: readonly string[]): AsyncGenerator<DataRow, void, void> {
  const { parquetRows } = await import('./parquet-rows.js')
  yield* parquetRows({ file, columns })
}
