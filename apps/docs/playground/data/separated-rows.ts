import { WordloomError } from '@wordloom/core'
import { CsvError, parse } from 'csv-parse/browser/esm/sync'
import type { FileStart } from './read-start.js'

/** How to read separated values. */
export interface SeparatedOptions {
  readonly name: string
  readonly delimiter: ',' | '\t' | ';'
  /** Records to read, the header among them. */
  readonly records: number
}

/**
 * Records of comma- or tab-separated text (RFC 4180). What a cut text leaves unfinished at its end is dropped.
 *
 * @throws WordloomError `DATA_MALFORMED` with the line.
 */
export function separatedRows({ text, isCut }: FileStart, options: SeparatedOptions): string[][] {
  const records: string[][] = []
  const whole = isCut ? text.slice(0, text.lastIndexOf('\n') + 1) : text
  try {
    parse(whole, {
      bom: true,
      delimiter: options.delimiter,
      skip_empty_lines: true,
      to: options.records,
      // Kept here, so that they outlive an error at the end of a cut text.
      on_record: (record) => {
        records.push(record as string[])
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    if (!(isCut && error.code === 'CSV_QUOTE_NOT_CLOSED')) throw malformed(error, options.name, records.at(0)?.length)
  }
  return records
}

function malformed(error: CsvError, file: string, width: number | undefined): WordloomError {
  const line = typeof error.lines === 'number' ? error.lines : undefined
  const details = { file, ...(line !== undefined && { line }), cause: error }
  switch (error.code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return new WordloomError('DATA_MALFORMED', 'A row has another number of columns than the header', {
        ...details,
        ...(width !== undefined && { expected: width }),
        ...(Array.isArray(error.record) && { received: error.record.length }),
        hint: 'A field that holds a separator or a line break stands in double quotes.',
      })
    case 'CSV_QUOTE_NOT_CLOSED':
      return new WordloomError('DATA_MALFORMED', 'A quote is opened and never closed', {
        ...details,
        hint: 'Double a quote inside a quoted field.',
      })
    default:
      return new WordloomError('DATA_MALFORMED', 'Quotes in this row do not match', {
        ...details,
        received: error.message,
        hint: 'Put the field in double quotes, and double each quote inside of it.',
      })
  }
}
