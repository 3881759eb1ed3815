import { fileURLToPath } from 'node:url'
import type { LabeledText } from '@wordloom/core'
import { expect, it } from 'vitest'
import { fileDataset, type FileDatasetOptions } from '../src/file-dataset.js'
import { all, failureOf } from './support/failure-of.js'
import { temporaryFolder } from './support/temporary-folder.js'

const temporary = temporaryFolder()

function read(file: string, options?: FileDatasetOptions): Promise<LabeledText[]> {
  return all(fileDataset(file, options).rows() as AsyncIterable<LabeledText>)
}

it('should give the same rows of every format, in every pass', async () => {
  const rows = [
    { text: 'free, "money"', label: 'spam', weight: 2 },
    { text: 'notes', label: 'ham', weight: 0.5 },
  ]
  const files = {
    'a.csv': 'weight,text,label\n2,"free, ""money""",spam\n0.5,notes,ham\n',
    'a.tsv': 'weight\ttext\tlabel\n2\t"free, ""money"""\tspam\n0.5\tnotes\tham\n',
    'a.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  }
  for (const [name, content] of Object.entries(files)) {
    const file = await temporary.write(name, content)
    const dataset = fileDataset(file, { weight: 'weight' })
    for (let pass = 1; pass <= 2; pass++) {
      expect(await all(dataset.rows() as AsyncIterable<LabeledText>), name).toEqual(rows)
    }
  }
})

it('should read Parquet, with columns of other names', async () => {
  const file = fileURLToPath(new URL('fixtures/snappy.parquet', import.meta.url))
  const rows = await read(file, { label: 'id', weight: 'weight' })
  expect(rows[3]).toEqual({ text: 'row 3 größe 😀 \n line', label: '3', weight: 0.75 })
})

it('should give lists of labels when something stands between them', async () => {
  const file = await temporary.write('several.tsv', 'text\tlabel\na\tsport; money\nb\t\n')
  expect(await read(file, { labelSeparator: ';' })).toEqual([
    { text: 'a', label: ['sport', 'money'] },
    { text: 'b', label: [] },
  ])
  const { code } = await failureOf(() => fileDataset(file, { labelSeparator: '' }))
  expect(code).toBe('INVALID_ARGUMENT')
})

it('should know at once when a name does not tell the format, and open nothing before the first row', async () => {
  expect((await failureOf(() => fileDataset('data.xlsx'))).code).toBe('INVALID_ARGUMENT')
  const dataset = fileDataset(temporary.path('later.csv'))
  await temporary.write('later.csv', 'text,label\na,b\n')
  expect(await all(dataset.rows() as AsyncIterable<LabeledText>)).toEqual([{ text: 'a', label: 'b' }])
})

it.each([
  ['a,b,-1', '-1'],
  ['a,b,much', 'much'],
  ['a,b,', ''],
  ['a,b,Infinity', 'Infinity'],
])('should refuse a weight that is none: %s', async (row, received) => {
  const file = await temporary.write('weights.csv', `text,label,weight\na,b,1\n${row}\n`)
  const error = await failureOf(read(file, { weight: 'weight' }))
  expect(error).toMatchObject({ code: 'DATA_MALFORMED', details: { file, line: 3, name: 'weight', received } })
})
