import { WordloomError } from '@wordloom/core'
import type { DataRow, ReadRowsOptions } from './data-row.js'
import { missingColumn } from './missing-column.js'
import { textLineGroups } from './text-lines.js'

/**
 * Rows of JSON Lines: one object a line, whose members are the columns. Blank lines are skipped.
 *
 * @param source - checked UTF-8.
 * @throws WordloomError `DATA_MALFORMED` for a line that is no JSON object or holds something else than a string, number
 * or boolean in a column asked for; `DATA_COLUMN_MISSING` for an object without that column.
 * @see https://jsonlines.org
 */
export async function* jsonLineRows(
  source: AsyncIterable<Buffer>,
  { file, columns }: ReadRowsOptions,
): AsyncGenerator<DataRow, void, void> {
  for await (const group of textLineGroups(source, file)) {
    for (const { line, text } of group) {
      if (text.trim() === '') continue
      const object = parseObject(text, file, line)
      yield { line, values: columns.map((column) => columnValue(object, column, file, line)) }
    }
  }
}

function parseObject(text: string, file: string, line: number): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new WordloomError('DATA_MALFORMED', 'A line is not JSON', {
      file,
      line,
      received: cause instanceof Error ? cause.message : String(cause),
      cause,
    })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new WordloomError('DATA_MALFORMED', 'A line is not a JSON object', {
    file,
    line,
    expected: 'an object such as {"text": "…", "label": "…"}',
    received: kindOf(value),
  })
}

function columnValue(
  object: Readonly<Record<string, unknown>>,
  column: string,
  file: string,
  line: number,
): string | number | boolean {
  if (!Object.hasOwn(object, column)) throw missingColumn(column, Object.keys(object), file, line)
  const value = object[column]
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw new WordloomError('DATA_MALFORMED', 'A value cannot be used', {
    file,
    line,
    name: column,
    expected: 'a string, number or boolean',
    received: kindOf(value),
  })
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
