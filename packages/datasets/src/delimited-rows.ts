import { pipeline, Readable } from 'node:stream'
import { WordloomError } from '@wordloom/core'
import { CsvError, parse } from 'csv-parse'
import { maximumRowBytes, type DataRow, type ReadRowsOptions } from './data-row.js'
import { missingColumn } from './missing-column.js'

export interface DelimitedOptions extends ReadRowsOptions {
  readonly delimiter: ',' | '\t'
  /** Whether `"` encloses fields, as RFC 4180 has it; otherwise it is a character like any other. */
  readonly quotes: boolean
}

interface DelimitedRecord {
  readonly fields: readonly string[]
  /** Line on which the record begins. */
  readonly line: number
}

/**
 * Rows of comma- or tab-separated text with a header row. Lines end with LF or CRLF; empty lines are skipped.
 *
 * @param source - checked UTF-8.
 * @throws WordloomError `DATA_EMPTY` without a header, `DATA_COLUMN_MISSING`, `DATA_MALFORMED` for a row of another
 * width than the header, for quotes that do not match, and for a column named twice.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export async function* delimitedRows(
  source: AsyncIterable<Buffer>,
  options: DelimitedOptions,
): AsyncGenerator<DataRow, void, void> {
  const { file } = options
  let header: readonly string[] | undefined
  let indices: readonly number[] = []
  // Where the last row that was parsed ends; rows come out later than they are parsed.
  let parsedLine = 0
  const parsed = records(source, options, (line) => (parsedLine = line))
  try {
    for await (const record of parsed) {
      const { fields, line } = record
      if (header === undefined) {
        header = fields
        indices = options.columns.map((column) => columnIndex(fields, column, file, line))
        continue
      }
      if (fields.length !== header.length) throw raggedRow(file, line, header.length, fields.length)
      yield { line, values: indices.map((index) => fields[index]!) }
    }
  } catch (error) {
    throw error instanceof CsvError ? malformed(error, file, parsedLine + 1) : error
  }
  if (header === undefined) {
    throw new WordloomError('DATA_EMPTY', 'The file is empty', { file, expected: 'a header row and rows of data' })
  }
}

async function* records(
  source: AsyncIterable<Buffer>,
  options: DelimitedOptions,
  onParsed: (lastLine: number) => void,
): AsyncGenerator<DelimitedRecord, void, void> {
  // The parser counts a CRLF inside quotes twice, as the CRLF and as its LF.
  let overcounted = 0
  const parser = parse({
    delimiter: options.delimiter,
    quote: options.quotes ? '"' : null,
    escape: options.quotes ? '"' : null,
    record_delimiter: ['\r\n', '\n'],
    skip_empty_lines: true,
    // Widths are compared here, where the line is known.
    relax_column_count: true,
    max_record_size: maximumRowBytes,
    on_record: (fields, { lines }) => {
      for (const field of fields) overcounted += occurrences(field, '\r\n')
      const lastLine = lines - overcounted
      onParsed(lastLine)
      // A line feed is part of a field only inside quotes.
      const line = lastLine - fields.reduce((sum, field) => sum + occurrences(field, '\n'), 0)
      // To the parser's types a row is nothing but strings, so its line travels as one more field.
      return [...fields, String(line)]
    },
  })
  // The parser is destroyed with the error of its source, which the loop below then throws.
  pipeline(Readable.from(source, { objectMode: false }), parser, () => undefined)
  for await (const row of parser) {
    const fields = row as string[]
    yield { line: Number(fields.pop()), fields }
  }
}

function columnIndex(header: readonly string[], column: string, file: string, line: number): number {
  const index = header.indexOf(column)
  if (index === -1) throw missingColumn(column, header, file, line)
  if (header.includes(column, index + 1)) {
    throw new WordloomError('DATA_MALFORMED', `The header names '${column}' twice`, { file, line, name: column })
  }
  return index
}

function raggedRow(file: string, line: number, expected: number, received: number): WordloomError {
  return new WordloomError('DATA_MALFORMED', 'A row has another number of columns than the header', {
    file,
    line,
    expected,
    received,
    hint: 'A field that holds a separator or a line break stands in double quotes.',
  })
}

function malformed(error: CsvError, file: string, firstLine: number): WordloomError {
  const hint =
    'Double a quote inside a quoted field, or say that quotes mean nothing in this file (option `quotes: false`; `--no-quotes` on the command line).'
  const details = { file, line: firstLine, hint, cause: error }
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new WordloomError('DATA_MALFORMED', 'A quote is opened in this row and never closed', details)
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new WordloomError('DATA_MALFORMED', 'Text follows a closing quote', details)
    case 'INVALID_OPENING_QUOTE':
      return new WordloomError('DATA_MALFORMED', 'A quote stands inside a field that is not quoted', details)
    case 'CSV_MAX_RECORD_SIZE':
      return new WordloomError('DATA_MALFORMED', `A row is longer than ${maximumRowBytes} bytes`, details)
    default:
      return new WordloomError('DATA_MALFORMED', error.message, { file, line: firstLine, cause: error })
  }
}

function occurrences(field: string, part: string): number {
  let count = 0
  for (let at = field.indexOf(part); at !== -1; at = field.indexOf(part, at + part.length)) count += 1
  return count
}
