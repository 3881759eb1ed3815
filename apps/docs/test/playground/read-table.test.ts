import { describe, expect, it } from 'vitest'
import { readTable } from '../../playground/data/read-table.ts'

const read = (text: string, name = 'pasted text', limits?: { rows: number; bytes: number }) =>
  readTable(new Blob([text]), name, limits)

describe('readTable', () => {
  it.each([
    ['commas', 'a.csv', 'text,label\r\n"win, now",spam\r\n\r\n"two\r\nlines",ham\r\n'],
    ['tabs', 'a.tsv', 'text\tlabel\n"win, now"\tspam\n"two\nlines"\tham'],
    ['pasted tabs', 'pasted text', 'text\tlabel\nwin, now\tspam\n"two\nlines"\tham'],
    ['semicolons', 'a.csv', 'text;label\nwin, now;spam\n"two\nlines";ham'],
    ['JSON Lines', 'a.jsonl', '{"text":"win, now","label":"spam"}\n{"label":"ham","text":"two\\nlines"}\n'],
    ['pasted JSON Lines', 'pasted text', '{"text":"win, now","label":"spam"}\n\n{"label":"ham","text":"two\\nlines"}'],
  ])('should read %s', async (_, name, text) => {
    const { columns, rows, cutAt } = await read(text, name)
    expect(columns).toEqual(['text', 'label'])
    expect(rows).toEqual([
      ['win, now', 'spam'],
      ['two\nlines', 'ham'],
    ])
    expect(cutAt).toBeUndefined()
  })

  it('should drop a byte order mark, and name columns that have no name of their own', async () => {
    expect((await read('\ufefftext,,text\na,b,c\n')).columns).toEqual(['text', 'column 2', 'text (3)'])
  })

  it('should take numbers and booleans of JSON as text, and nothing for what is absent', async () => {
    const { columns, rows } = await read('{"t":"a","n":1,"b":true,"o":{}}\n{"t":"b"}')
    expect(columns).toEqual(['t', 'n', 'b'])
    expect(rows).toEqual([
      ['a', '1', 'true'],
      ['b', '', ''],
    ])
  })

  it.each([
    ['text,label\n"win,spam\nlunch,ham\n', 2, 'never closed'],
    ['text,label\n\nlunch\n', 3, 'number of columns'],
    ['text,label\n"two\nlines",x\n"a" b,spam\n', 4, 'closing quote'],
  ])('should tell the line of what is malformed: %j', async (text, line, message) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'DATA_MALFORMED',
      details: { line },
      message: expect.stringContaining(message),
    })
  })

  it('should stop after so many rows, and know whether there are more', async () => {
    const text = 'text,label\na,x\nb,y\nc,x\n'
    expect(await read(text, 'a.csv', { rows: 2, bytes: 1000 })).toMatchObject({ cutAt: { rows: 2 } })
    expect((await read(text, 'a.csv', { rows: 3, bytes: 1000 })).cutAt).toBeUndefined()
  })

  it('should drop what a limit of bytes cuts in two, wherever it cuts', async () => {
    const text = 'text,label\n"wäre, schön",x\n"two\nlines",y\nc,x\n'
    const whole = await read(text)
    const size = new Blob([text]).size
    for (let bytes = 30; bytes < size; bytes++) {
      const { rows, cutAt } = await read(text, 'a.csv', { rows: 100, bytes })
      expect(cutAt).toEqual({ bytes })
      expect(rows).toEqual(whole.rows.slice(0, rows.length))
    }
  })

  it.each([
    ['', 'DATA_EMPTY'],
    [' \n ', 'DATA_EMPTY'],
    ['text,label\n', 'DATA_EMPTY'],
    ['text\na\n', 'DATA_COLUMN_MISSING'],
    ['[1]\n', 'DATA_COLUMN_MISSING'],
  ])('should refuse %j', async (text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code })
  })

  it('should refuse bytes that are not UTF-8', async () => {
    await expect(readTable(new Blob([Uint8Array.of(0xff, 0xfe, 0x41)]), 'a.csv')).rejects.toMatchObject({
      code: 'INVALID_UTF8',
    })
  })
})
