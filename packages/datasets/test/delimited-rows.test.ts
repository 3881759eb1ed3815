import { describe, expect, it } from 'vitest'
import { delimitedRows, type DelimitedOptions } from '../src/delimited-rows.js'
import { maximumRowBytes } from '../src/data-row.js'
import { all, failureOf } from './support/failure-of.js'

async function* source(text: string): AsyncGenerator<Buffer> {
  // Small pieces, so that every kind of cut occurs.
  for (const character of text.match(/.{1,3}/gsu) ?? []) yield Buffer.from(character)
}

function read(text: string, options: Partial<DelimitedOptions> = {}): Promise<[number, ...unknown[]][]> {
  const settings = { file: 'f.csv', columns: ['text', 'label'], delimiter: ',', quotes: true, ...options } as const
  return all(delimitedRows(source(text), settings)).then((rows) => rows.map(({ line, values }) => [line, ...values]))
}

describe('delimitedRows', () => {
  it('should give the columns asked for in that order, with the line each row begins on', async () => {
    const csv = 'id,label,text\n1,ham,hello\n2,spam,"free, ""now""\nand\n\nthen"\n\n3,ham,ünï\n'
    expect(await read(csv)).toEqual([
      [2, 'hello', 'ham'],
      [3, 'free, "now"\nand\n\nthen', 'spam'],
      [8, 'ünï', 'ham'],
    ])
  })

  it('should take LF and CRLF in one file', async () => {
    expect(await read('text,label\na,x\r\nb,y\n"c\r\nd",z\r\ne,w')).toEqual([
      [2, 'a', 'x'],
      [3, 'b', 'y'],
      [4, 'c\r\nd', 'z'],
      [6, 'e', 'w'],
    ])
  })

  it('should read tabs, and quotes as characters when they mean nothing', async () => {
    const tsv = 'label\ttext\nham\t"hi, you\nspam\twin "big"\n'
    expect(await read(tsv, { delimiter: '\t', quotes: false })).toEqual([
      [2, '"hi, you', 'ham'],
      [3, 'win "big"', 'spam'],
    ])
  })

  it('should keep empty fields and spaces', async () => {
    expect(await read('text,label\n, a \n"",b\n')).toEqual([
      [2, '', ' a '],
      [3, '', 'b'],
    ])
  })

  it.each([
    ['too few columns', 'text,label\na,b\nonly\n', 3, 2, 1],
    ['too many columns', 'text,label\na,b\n\na,b,c\n', 4, 2, 3],
    ['a ragged row after a long one', 'text,label\n"a\nb",c\nx\n', 4, 2, 1],
  ])('should refuse %s', async (_, csv, line, expected, received) => {
    const { code, details } = await failureOf(read(csv))
    expect(code).toBe('DATA_MALFORMED')
    expect(details).toMatchObject({ file: 'f.csv', line, expected, received })
  })

  it.each([
    ['a quote that is never closed', 'text,label\na,b\n"c,d\ne,f\n', 3],
    ['text after a closing quote', 'text,label\na,b\n"c"d,e\n', 3],
    ['a quote inside a bare field', 'text,label\na "b",c\n', 2],
  ])('should refuse %s and say how to go on', async (_, csv, line) => {
    const { code, details } = await failureOf(read(csv))
    expect(code).toBe('DATA_MALFORMED')
    expect(details).toMatchObject({ file: 'f.csv', line })
    expect(details.hint).toContain('--no-quotes')
  })

  it('should refuse a row without end', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from('text,label\n"')
      for (let sent = 0; sent <= maximumRowBytes; sent += 1 << 20) yield Buffer.alloc(1 << 20, 'a')
    }
    const rows = delimitedRows(endless(), { file: 'f.csv', columns: ['text'], delimiter: ',', quotes: true })
    const { code, details } = await failureOf(all(rows))
    expect({ code, line: details.line }).toEqual({ code: 'DATA_MALFORMED', line: 2 })
  })

  it('should list the columns there are when one is missing, and guess which was meant', async () => {
    const { code, details, message } = await failureOf(read('Text,lable,id\na,b,1\n'))
    expect(code).toBe('DATA_COLUMN_MISSING')
    expect(details).toMatchObject({ file: 'f.csv', line: 1, name: 'text', hint: "Did you mean 'Text'?" })
    expect(message).toContain("'Text', 'lable', 'id'")
    const label = await failureOf(read('text,lable,id\na,b,1\n'))
    expect(label.details.hint).toBe("Did you mean 'lable'?")
  })

  it('should guess nothing when no column is close', async () => {
    expect((await failureOf(read('alpha,beta\na,b\n'))).details.hint).toBeUndefined()
  })

  it('should recognise another separator', async () => {
    expect((await failureOf(read('text\tlabel\na\tb\n'))).details.hint).toContain('--format tsv')
    expect((await failureOf(read('text;label\na;b\n'))).details.hint).toContain(';')
    expect((await failureOf(read('text,label\na,b\n', { delimiter: '\t' }))).details.hint).toContain('--format csv')
  })

  it('should refuse a column named twice', async () => {
    const { code, details } = await failureOf(read('text,label,text\na,b,c\n'))
    expect({ code, name: details.name }).toEqual({ code: 'DATA_MALFORMED', name: 'text' })
  })

  it.each([
    ['nothing', ''],
    ['blank lines', '\n\n\r\n'],
  ])('should call a file of %s empty', async (_, csv) => {
    expect((await failureOf(read(csv))).code).toBe('DATA_EMPTY')
  })

  it('should hand on the error of its source', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.from('text,label\na,b\n')
      throw new RangeError('disk on fire')
    }
    const rows = delimitedRows(failing(), { file: 'f', columns: ['text'], delimiter: ',', quotes: true })
    await expect(all(rows)).rejects.toThrow('disk on fire')
  })
})
