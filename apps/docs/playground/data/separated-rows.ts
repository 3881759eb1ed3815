import { WordloomError } from '@wordloom/core'
import Papa from 'papaparse'
import type { FileStart } from './read-start.js'

/** How to read separated values. */
export interface SeparatedOptions {
  readonly name: string
  readonly delimiter: ',' | '\t' | ';'
  /** Records to read, the header among them. */
  readonly records: number
}

/**
 * Records of separated text (RFC 4180), all of the width of the first; empty lines are passed over. What a cut text leaves
 * unfinished at its end is dropped.
 *
 * @throws WordloomError `DATA_MALFORMED` with the line.
 */
export function separatedRows({ text, isCut }: FileStart, options: SeparatedOptions): string[][] {
  const whole = (isCut ? text.slice(0, text.lastIndexOf('\n') + 1) : text).replace(/\r\n?/g, '\n')
  const { data, errors } = Papa.parse<string[]>(whole, {
    delimiter: options.delimiter,
    newline: '\n',
    preview: options.records,
  })
  const [error] = errors.filter(({ type }) => type === 'Quotes')
  const isUnfinished = isCut && error?.code === 'MissingQuotes'
  if (error !== undefined && !isUnfinished) throw unmatchedQuotes(error, whole, options.name)
  if (isUnfinished) data.pop()
  return evenRows(data, options.name)
}

function evenRows(data: readonly string[][], file: string): string[][] {
  const rows: string[][] = []
  let line = 1
  for (const record of data) {
    const isEmpty = record.length === 1 && record[0]!.trim() === ''
    if (!isEmpty) {
      const expected = rows[0]?.length ?? record.length
      if (record.length !== expected) throw ragged(file, line, expected, record.length)
      rows.push(record)
    }
    line += 1 + record.reduce((sum, field) => sum + lineFeeds(field), 0)
  }
  return rows
}

function ragged(file: string, line: number, expected: number, received: number): WordloomError {
  return new WordloomError('DATA_MALFORMED', 'A row has another number of columns than the header', {
    file,
    line,
    expected,
    received,
    hint: 'A field that holds a separator or a line break stands in double quotes.',
  })
}

function unmatchedQuotes({ code, index = 0 }: Papa.ParseError, text: string, file: string): WordloomError {
  const what = code === 'MissingQuotes' ? 'A quote is opened and never closed' : 'Text follows a closing quote'
  return new WordloomError('DATA_MALFORMED', what, {
    file,
    line: 1 + lineFeeds(text.slice(0, index)),
    hint: 'Double a quote inside a quoted field.',
  })
}

function lineFeeds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
