import { WordloomError } from '@wordloom/core'
import { detectFormat } from './detect-format.js'
import { jsonLineRows } from './json-line-rows.js'
import { tableLimits, type TableLimits } from './limits.js'
import { readStart } from './read-start.js'
import { separatedRows } from './separated-rows.js'
import type { Table } from './table.js'

/**
 * Reads a table of a file or of pasted text, up to the limits.
 *
 * @param name - tells the format by its extension, if it has one.
 * @throws WordloomError `DATA_EMPTY`, `DATA_MALFORMED` with the line, `INVALID_UTF8`, `FILE_READ_FAILED`
 */
export async function readTable(file: Blob, name: string, limits: TableLimits = tableLimits): Promise<Table> {
  const start = await readStart(file, name, limits.bytes)
  if (start.text.trim() === '') {
    throw new WordloomError('DATA_EMPTY', 'There is no text in it', { file: name, hint: 'Choose a file with rows.' })
  }
  // One more than are kept tells whether there are more.
  const { columns, rows } = readRows(start, name, limits.rows + 1)
  if (columns.length < 2) {
    throw new WordloomError('DATA_COLUMN_MISSING', 'A table needs a column of texts and one of labels', {
      file: name,
      expected: 'two columns or more',
      received: columns.length,
      hint: 'The first line names the columns: text,label',
    })
  }
  if (rows.length === 0) {
    throw new WordloomError('DATA_EMPTY', 'There are no rows below the header', { file: name })
  }
  return {
    name,
    columns,
    rows: rows.slice(0, limits.rows),
    ...(rows.length > limits.rows
      ? { cutAt: { rows: limits.rows } }
      : start.isCut && { cutAt: { bytes: limits.bytes } }),
  }
}

function readRows(
  start: { readonly text: string; readonly isCut: boolean },
  name: string,
  limit: number,
): Pick<Table, 'columns' | 'rows'> {
  const format = detectFormat(name, start.text)
  if (format === 'jsonl') return jsonLineRows(start, name, limit)
  const delimiter = format === 'tsv' ? '\t' : delimiterOf(start.text)
  const [header = [], ...rows] = separatedRows(start, { name, delimiter, records: limit + 1 })
  return { columns: uniqueNames(header), rows }
}

/** Spreadsheets of many countries write semicolons. */
function delimiterOf(text: string): ',' | ';' {
  const header = text.trimStart().split('\n', 1)[0]!
  return !header.includes(',') && header.includes(';') ? ';' : ','
}

function uniqueNames(header: readonly string[]): string[] {
  const names = new Set<string>()
  for (const [index, given] of header.entries()) {
    const name = given.trim() === '' ? `column ${index + 1}` : given.trim()
    names.add(names.has(name) ? `${name} (${index + 1})` : name)
  }
  return [...names]
}
