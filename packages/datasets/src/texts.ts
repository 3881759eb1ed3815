import { WordloomError } from '@wordloom/core'
import type { DataRow } from './data-row.js'
import { dataRows, type DataFileOptions } from './data-rows.js'

/** Which column of which file. */
export interface TextColumn extends DataFileOptions {
  /** Path of the file. */
  readonly file: string
  /** Name of the column. */
  readonly text: string
}

/** Streams a column of texts in groups of at most `groupSize`. */
export async function* readTextGroups(from: TextColumn, groupSize: number): AsyncGenerator<string[], void, void> {
  let group: string[] = []
  let isEmpty = true
  for await (const row of dataRows(from.file, [from.text], from)) {
    isEmpty = false
    group.push(textOf(row, 0, from.file, from.text))
    if (group.length === groupSize) {
      yield group
      group = []
    }
  }
  if (isEmpty) throw noRows(from.file)
  if (group.length > 0) yield group
}

/**
 * The text of a row.
 *
 * @throws WordloomError `DATA_MALFORMED` when JSON holds something else than a string there.
 */
export function textOf(row: DataRow, index: number, file: string, column: string): string {
  const value = row.values[index]
  if (typeof value === 'string') return value
  throw new WordloomError('DATA_MALFORMED', 'A text is not a string', {
    file,
    line: row.line,
    name: column,
    expected: 'a string',
    received: `a ${typeof value}`,
  })
}

/** The error for a file with a header at most. */
export function noRows(file: string): WordloomError {
  return new WordloomError('DATA_EMPTY', 'The file has no rows of data', { file })
}
