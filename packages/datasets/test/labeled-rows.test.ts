import { describe, expect, it } from 'vitest'
import { assertKnownLabels, assertSeveralLabels, readLabeledRows } from '../src/labeled-rows.js'
import { readTextGroups } from '../src/texts.js'
import { all, failureOf } from './support/failure-of.js'
import { temporaryFolder } from './support/temporary-folder.js'

const folder = temporaryFolder()

const columns = { text: 'text', label: 'label' }

describe('readLabeledRows', () => {
  it('should read the same rows from CSV, TSV and JSON Lines', async () => {
    const files = [
      await folder.write('a.csv', '\ufefftext,label\n"one, two",ham\nthree,1\n'),
      await folder.write('a.TSV', 'label\ttext\nham\tone, two\n1\tthree\n'),
      await folder.write('a.ndjson', '{"text":"one, two","label":"ham"}\n{"text":"three","label":1}\n'),
    ]
    for (const file of files) {
      const { texts, labels } = await readLabeledRows({ file, ...columns })
      expect({ texts, labels }).toEqual({ texts: ['one, two', 'three'], labels: ['ham', '1'] })
    }
  })

  it('should take booleans as labels and keep the lines', async () => {
    const file = await folder.write('b.jsonl', '\n{"text":"a","label":true}\n\n{"text":"b","label":false}\n')
    expect(await readLabeledRows({ file, ...columns })).toEqual({
      file,
      texts: ['a', 'b'],
      labels: ['true', 'false'],
      lines: [2, 4],
    })
  })

  it('should take several labels of a field apart, and weights', async () => {
    const content = 'text,label,weight\na, sport | money |sport,2\nb,,0.5\nc,money,1\n'
    const file = await folder.write('several.csv', content)
    expect(await readLabeledRows({ file, ...columns, labelSeparator: '|', weight: 'weight' })).toEqual({
      file,
      texts: ['a', 'b', 'c'],
      labels: [['sport', 'money'], [], ['money']],
      weights: [2, 0.5, 1],
      lines: [2, 3, 4],
    })
    const { code, details } = await failureOf(readLabeledRows({ file, ...columns, labelSeparator: '' }))
    expect({ code, ...details }).toMatchObject({ code: 'INVALID_ARGUMENT', name: 'labelSeparator' })
  })

  it('should read any extension when the format is given', async () => {
    const file = await folder.write('c.dat', 'text,label\na,b\n')
    expect((await readLabeledRows({ file, format: 'csv', ...columns })).labels).toEqual(['b'])
    const { code, details } = await failureOf(readLabeledRows({ file, ...columns }))
    expect(code).toBe('INVALID_ARGUMENT')
    expect(details.hint).toContain('--format')
  })

  it.each([
    ['a header only', 'text,label\n', { code: 'DATA_EMPTY' }],
    ['nothing', '', { code: 'DATA_EMPTY' }],
    ['a row without a label', 'text,label\na,b\nc,\n', { code: 'DATA_MALFORMED', line: 3, name: 'label' }],
    ['a ragged row', 'text,label\na,b\nc\n', { code: 'DATA_MALFORMED', line: 3, expected: 2, received: 1 }],
    ['no such column', 'txt,label\na,b\n', { code: 'DATA_COLUMN_MISSING', hint: "Did you mean 'txt'?" }],
  ])('should refuse %s', async (_, content, expected) => {
    const file = await folder.write('bad.csv', content)
    const { code, details } = await failureOf(readLabeledRows({ file, ...columns }))
    expect({ code, ...details }).toMatchObject({ file, ...expected })
  })

  it('should refuse bytes that are not UTF-8, with line and byte', async () => {
    const file = await folder.write('latin1.csv', Buffer.from('text,label\ngood,ham\ncaf\xe9,spam\n', 'latin1'))
    const { code, details } = await failureOf(readLabeledRows({ file, ...columns }))
    expect({ code, ...details }).toMatchObject({ code: 'INVALID_UTF8', file, line: 3, byte: 23 })
  })

  it('should refuse a text that is no string', async () => {
    const file = await folder.write('number.jsonl', '{"text":7,"label":"a"}\n')
    const { code, details } = await failureOf(readLabeledRows({ file, ...columns }))
    expect({ code, ...details }).toMatchObject({ code: 'DATA_MALFORMED', line: 1, name: 'text', received: 'a number' })
  })

  it('should refuse a file that is not there, and a folder', async () => {
    const file = folder.path('none.csv')
    expect(await failureOf(readLabeledRows({ file, ...columns }))).toMatchObject({
      code: 'FILE_NOT_FOUND',
      details: { file },
    })
    const directory = folder.path('.')
    expect((await failureOf(readLabeledRows({ file: directory, format: 'csv', ...columns }))).code).toBe(
      'FILE_READ_FAILED',
    )
  })
})

describe('assertSeveralLabels', () => {
  it('should refuse one label only', async () => {
    const rows = { file: 'f.csv', texts: ['a', 'b'], labels: ['x', 'x'], lines: [2, 3] }
    const { code, details } = await failureOf(() => assertSeveralLabels(rows, 'label'))
    expect({ code, ...details }).toMatchObject({
      code: 'DATA_LABELS',
      file: 'f.csv',
      name: 'label',
      received: "only 'x' in 2 rows",
    })
    expect(() => assertSeveralLabels({ ...rows, labels: ['x', 'y'] }, 'label')).not.toThrow()
    expect(() => assertSeveralLabels({ ...rows, labels: [['x', 'y'], []] }, 'label')).not.toThrow()
    const none = await failureOf(() => assertSeveralLabels({ ...rows, labels: [[], []] }, 'label'))
    expect(none.details.received).toBe('none')
  })
})

describe('assertKnownLabels', () => {
  it('should name the first label that is unknown, its line, and the one that was meant', async () => {
    const rows = { file: 'f.csv', texts: ['a', 'b', 'c'], labels: ['ham', 'Spam', 'eggs'], lines: [2, 5, 6] }
    const { code, details } = await failureOf(() => assertKnownLabels(rows, ['ham', 'spam']))
    expect({ code, ...details }).toMatchObject({
      code: 'DATA_LABELS',
      line: 5,
      received: 'Spam',
      expected: 'one of ham, spam',
      hint: "Did you mean 'spam'?",
    })
    expect(() => assertKnownLabels(rows, ['ham', 'Spam', 'eggs'])).not.toThrow()
    const lists = { ...rows, labels: [['ham', 'Spam'], [], ['ham', 'egg']] }
    const inList = await failureOf(() => assertKnownLabels(lists, ['ham', 'Spam', 'eggs']))
    expect(inList.details).toMatchObject({ line: 6, received: 'egg', hint: "Did you mean 'eggs'?" })
  })
})

describe('readTextGroups', () => {
  it('should group texts without losing the last', async () => {
    const file = await folder.write('texts.csv', `text\n${['a', 'b', 'c', 'd', 'e'].join('\n')}\n`)
    expect(await all(readTextGroups({ file, text: 'text' }, 2))).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  })

  it('should refuse a file without rows', async () => {
    const file = await folder.write('no-rows.csv', 'text\n')
    expect((await failureOf(all(readTextGroups({ file, text: 'text' }, 2)))).code).toBe('DATA_EMPTY')
  })
})
