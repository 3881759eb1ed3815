import { WordloomError } from '@wordloom/core'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import type { AsyncBuffer, FileMetaData } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { DataRow, ReadRowsOptions } from './data-row.js'
import { readError } from './input-file.js'
import { missingColumn } from './missing-column.js'

/**
 * Rows of a Parquet file, with any of the usual compressions. One row group is in memory at a time, of the columns asked
 * for alone. The `line` of a row is its number.
 *
 * @throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `DATA_COLUMN_MISSING`; `DATA_MALFORMED` for a file that is
 * damaged or no Parquet file, and for a value that is no string, number or boolean.
 * @see https://parquet.apache.org/docs/file-format/
 */
export async function* parquetRows({ file, columns }: ReadRowsOptions): AsyncGenerator<DataRow, void, void> {
  const { buffer, metadata } = await openParquet(file)
  const names = parquetSchema(metadata).children.map(({ element }) => element.name)
  for (const column of columns) if (!names.includes(column)) throw missingColumn(column, names, file)
  let row = 0
  for (const group of metadata.row_groups) {
    const rowEnd = row + Number(group.num_rows)
    const options = { file: buffer, metadata, columns: [...new Set(columns)], rowStart: row, rowEnd, compressors }
    const values = await parquetReadObjects(options).catch((error: unknown) => {
      throw damaged(file, error)
    })
    for (const value of values) {
      row += 1
      yield { line: row, values: columns.map((column) => plainValue(value[column], column, file, row)) }
    }
  }
}

async function openParquet(file: string): Promise<{ buffer: AsyncBuffer; metadata: FileMetaData }> {
  let buffer: AsyncBuffer
  try {
    buffer = await asyncBufferFromFile(file)
  } catch (error) {
    throw readError(file, error)
  }
  try {
    return { buffer, metadata: await parquetMetadataAsync(buffer) }
  } catch (error) {
    throw damaged(file, error)
  }
}

function damaged(file: string, error: unknown): unknown {
  const readable = readError(file, error)
  if (readable !== error || !(error instanceof Error)) return readable
  return new WordloomError('DATA_MALFORMED', 'The file is damaged or no Parquet file', {
    file,
    received: error.message,
    cause: error,
  })
}

function plainValue(value: unknown, column: string, file: string, row: number): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  // Integers of 64 bits; the few that a number cannot hold are still told apart by their digits.
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  throw new WordloomError('DATA_MALFORMED', 'A value cannot be used', {
    file,
    line: row,
    name: column,
    expected: 'a string, number or boolean',
    received: value === null || value === undefined ? 'null' : `a ${typeof value}`,
  })
}
