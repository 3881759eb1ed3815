import { describe, expect, it } from 'vitest'
import { jsonLineRows } from '../src/json-line-rows.js'
import { all, failureOf } from './support/failure-of.js'

async function* source(text: string): AsyncGenerator<Buffer> {
  for (const piece of text.match(/.{1,4}/gsu) ?? []) yield Buffer.from(piece)
}

function read(text: string): Promise<[number, ...unknown[]][]> {
  const rows = jsonLineRows(source(text), { file: 'f.jsonl', columns: ['text', 'label'] })
  return all(rows).then((found) => found.map(({ line, values }) => [line, ...values]))
}

describe('jsonLineRows', () => {
  it('should read strings, numbers and booleans, and skip blank lines', async () => {
    const lines = [
      '{"text":"a\\nb","label":"x","more":[1]}',
      '',
      '{"label":1,"text":"é"}\r',
      '{"text":"c","label":true}',
    ]
    expect(await read(lines.join('\n'))).toEqual([
      [1, 'a\nb', 'x'],
      [3, 'é', 1],
      [4, 'c', true],
    ])
  })

  it.each([
    ['a line that is not JSON', '{"text":"a","label":"b"}\n{"text": a}\n', 2],
    ['an array', '[1]\n', 1],
    ['a string', '{"text":"a","label":"b"}\n\n"x"\n', 3],
    ['null', 'null\n', 1],
    ['a label that is null', '{"text":"a","label":null}\n', 1],
    ['a text that is an object', '{"text":{},"label":"b"}\n', 1],
  ])('should refuse %s', async (_, text, line) => {
    const { code, details } = await failureOf(read(text))
    expect({ code, line: details.line, file: details.file }).toEqual({ code: 'DATA_MALFORMED', line, file: 'f.jsonl' })
  })

  it('should say which members an object has when one is missing', async () => {
    const { code, details, message } = await failureOf(read('{"text":"a","label":"b"}\n{"text":"a","labels":"b"}\n'))
    expect(code).toBe('DATA_COLUMN_MISSING')
    expect(details).toMatchObject({ line: 2, name: 'label', hint: "Did you mean 'labels'?" })
    expect(message).toContain("'text', 'labels'")
  })

  it('should not take what objects inherit for a column', async () => {
    const rows = jsonLineRows(source('{"text":"a"}\n'), { file: 'f', columns: ['toString'] })
    expect((await failureOf(all(rows))).code).toBe('DATA_COLUMN_MISSING')
  })
})
