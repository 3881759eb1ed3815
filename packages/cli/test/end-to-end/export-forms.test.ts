import { mkdir, readdir, readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { messages, toCsv } from '../support/dataset.js'
import { runInProcess } from '../support/run-in-process.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { columns, smallNetwork, succeed, succeedInJson } from '../support/training-folder.js'

const folder = temporaryFolder()

describe('export, in other forms', () => {
  let data = ''
  let model = ''

  beforeAll(async () => {
    data = await folder.write('train.csv', toCsv(messages(120)))
    model = folder.path('spam')
    const encoder = ['--layers', '2', '--pooling', 'mean', '--tokenizer', 'word-runs']
    await succeed(['train', '--data', data, ...columns, ...smallNetwork, ...encoder, '--output', model])
  })

  it('should train with the tokenizer asked for', async () => {
    const { spec } = JSON.parse(await readFile(`${model}/model.json`, 'utf8')) as { spec: { tokenizer: unknown } }
    expect(spec.tokenizer).toEqual({ type: 'word-runs', casing: 'unicode', separators: 'white-space-and-punctuation' })
  })

  it('should take texts, in int8, and say what that costs on rows with labels', async () => {
    const output = folder.path('text/spam.onnx')
    const form = ['--inputs', 'text', '--precision', 'int8', '--optimize', 'onnxruntime', '--opset', '20']
    const result = await succeedInJson(['export', model, '--output', output, ...form, '--data', data, ...columns])
    expect(result['verification']).toMatchObject({
      form: { inputs: 'text', precision: 'int8', optimize: 'onnxruntime', opset: 20 },
      rounding: { measuredOn: 'sample texts', rows: 120, accuracy: { model: expect.any(Number) } },
    })
    expect((await readdir(folder.path('text'))).toSorted()).toEqual([
      'spam.README.md',
      'spam.labels.json',
      'spam.onnx',
      'spam.parity.json',
    ])
    const { stdout } = await succeed(['verify', model, output, '--data', data, ...columns])
    expect(stdout).toMatch(/rounding changes .*\n.*of 120 sample texts\n.*accuracy .*% before/)
  })

  it('should leave out words, and verify with the vocabulary beside the file', async () => {
    const few = await folder.write('few.csv', toCsv(messages(5)))
    const output = folder.path('used/spam.onnx')
    const used = ['--vocabulary', 'used', '--external-data', '--data', few, '--text', 'text']
    await succeed(['export', model, '--output', output, ...used])
    const words = (await readFile(folder.path('used/spam.vocabulary.txt'), 'utf8')).split('\n').length
    expect(words).toBeLessThan((await readFile(`${model}/vocabulary.txt`, 'utf8')).split('\n').length)
    expect((await runInProcess(['verify', model, output])).code).toBe(1)
    const vocabulary = ['--vocabulary', folder.path('used/spam.vocabulary.txt')]
    const certificate = folder.path('used/again.json')
    await succeed(['verify', model, output, ...vocabulary, '--certificate', certificate])
    await succeed(['verify', model, output, ...vocabulary, '--certificate', certificate])
    expect(JSON.parse(await readFile(certificate, 'utf8'))).toMatchObject({ checks: [{ rows: expect.any(Number) }] })
  })

  it('should write nothing when a file beside it is in the way', async () => {
    await mkdir(folder.path('taken'))
    await folder.write('taken/spam.README.md', 'mine')
    const { code, stderr } = await runInProcess(['export', model, '--output', folder.path('taken/spam.onnx')])
    expect(code).toBe(1)
    expect(stderr).toContain('[FILE_EXISTS]')
    expect(await readdir(folder.path('taken'))).toEqual(['spam.README.md'])
  })

  it.each([
    [['--vocabulary', 'used'], '--data'],
    [['--opset', '12'], '13'],
    [['--time', '5'], 'unrolled'],
  ])('should refuse %o', async (options, part) => {
    const { code, stderr } = await runInProcess(['export', model, '--output', folder.path('refused.onnx'), ...options])
    expect(code).not.toBe(0)
    expect(stderr).toContain(part)
  })
})
