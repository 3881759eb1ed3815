import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { messages, toCsv, toJsonLines, type Row } from '../support/dataset.js'
import { runInProcess } from '../support/run-in-process.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { columns, smallNetwork, succeedInJson, weightsHash } from '../support/training-folder.js'

const folder = temporaryFolder()

const rows = messages(200)
let csv = ''
let trainings = 0

beforeAll(async () => {
  csv = await folder.write('train.csv', toCsv(rows))
})

async function train(data: string, ...more: readonly string[]): Promise<{ hash: string; result: object }> {
  trainings += 1
  const output = folder.path(`model-${trainings}`)
  const result = await succeedInJson([
    'train',
    '--data',
    data,
    ...columns,
    ...smallNetwork,
    ...more,
    '--output',
    output,
  ])
  return { hash: await weightsHash(output), result }
}

describe('training on a stream', () => {
  it('should give the same model of the same rows in every format', async () => {
    const toTsv = (row: Row): string => `${row.text}\t${row.label}\n`
    const tsv = await folder.write('train.tsv', `text\tlabel\n${rows.map(toTsv).join('')}`)
    const jsonl = await folder.write('train.jsonl', toJsonLines(rows))
    const first = await train(csv, '--stream')
    expect(first.result).toMatchObject({ labels: ['ham', 'spam'] })
    expect((await train(tsv, '--stream')).hash).toBe(first.hash)
    expect((await train(jsonl, '--stream')).hash).toBe(first.hash)
  })

  it('should read Parquet', async () => {
    const parquet = fileURLToPath(new URL('../../../datasets/test/fixtures/zstd.parquet', import.meta.url))
    const { result } = await train(parquet, '--stream', '--weight', 'weight', '--validation', '0', '--batch-size', '4')
    expect(result).toMatchObject({ trainingRows: 10, labels: ['ham', 'spam'] })
  })

  it('should shuffle within its buffer', async () => {
    const whole = await train(csv, '--stream')
    expect((await train(csv, '--stream', '--shuffle-buffer', '32')).hash).not.toBe(whole.hash)
  })

  it('should validate and test on files of their own', async () => {
    const validation = await folder.write('validation.jsonl', toJsonLines(messages(30, 8, 3)))
    const files = ['--validation', validation, '--test', validation]
    const { result } = await train(csv, '--stream', ...files)
    expect(result).toMatchObject({ trainingRows: 200, validationRows: 30, test: { rows: 30 } })
  })

  it('should refuse what is wrong in the file before it trains', async () => {
    const file = await folder.write('ragged.csv', 'text,label\na,ham\nb,spam\nc\n')
    const argv = ['train', '--data', file, ...columns, ...smallNetwork, '--stream', '--output', folder.path('never')]
    const { code, stderr } = await runInProcess(argv)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error \[DATA_MALFORMED\].*ragged\.csv, line 4/m)
    expect(stderr).not.toContain('rows to train on')
  })
})
