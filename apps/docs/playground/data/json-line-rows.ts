import { WordloomError } from '@wordloom/core'
import type { FileStart } from './read-start.js'

/** Columns and fields of JSON Lines. */
export interface JsonLineRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * One object a line. Columns are the members of the first object that hold a string, number or boolean; a member that a
 * later object lacks is an empty field.
 *
 * @throws WordloomError `DATA_MALFORMED` with the line.
 */
export function jsonLineRows({ text, isCut }: FileStart, name: string, limit: number): JsonLineRows {
  const lines = text.split('\n')
  if (isCut) lines.pop()
  let columns: readonly string[] | undefined
  const rows: string[][] = []
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    if (rows.length === limit) break
    const object = parseObject(line, name, index + 1)
    columns ??= Object.keys(object).filter((column) => fieldOf(object[column]) !== undefined)
    rows.push(columns.map((column) => fieldOf(object[column]) ?? ''))
  }
  return { columns: columns ?? [], rows }
}

function parseObject(line: string, file: string, number: number): Readonly<Record<string, unknown>> {
  const expected = 'an object such as {"text": "…", "label": "…"}'
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw new WordloomError('DATA_MALFORMED', 'A line is not JSON', { file, line: number, expected, cause })
  }
  if (isObject(value)) return value
  throw new WordloomError('DATA_MALFORMED', 'A line is not a JSON object', { file, line: number, expected })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fieldOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}
