import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from 'vitest'
import { messages, toCsv, toJsonLines } from '../support/dataset.js'
import { exitOf, spawnCli, startCli, type Exit } from '../support/spawn-cli.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()

const columns = ['--text', 'text', '--label', 'label']
const small = ['--embedding', 'random', '--dimension', '8', '--units', '4', '--hidden', '4']

function parse(exit: Exit): Record<string, unknown> {
  expect(exit.stdout.trim().split('\n')).toHaveLength(1)
  return JSON.parse(exit.stdout) as Record<string, unknown>
}

describe('train, evaluate, predict, export, verify, inspect', () => {
  let data = ''
  let test = ''
  let model = ''
  let trained: Exit

  beforeAll(async () => {
    data = await folder.write('train.csv', toCsv(messages(240)))
    test = await folder.write('test.jsonl', toJsonLines(messages(60, 8, 2)))
    model = folder.path('models/spam')
    const settings = ['--epochs', '2', '--learning-rate', '0.03', '--seed', '7', '--test', test]
    trained = await spawnCli(['train', '--data', data, ...columns, ...small, ...settings, '--output', model, '--json'])
  })

  it('should train, and save a whole model folder', async () => {
    expect(trained.code, trained.stderr).toBe(0)
    const result = parse(trained)
    expect(result).toMatchObject({
      model,
      labels: ['ham', 'spam'],
      trainingRows: 216,
      validationRows: 24,
      embedding: { source: 'random', dimension: 8 },
      seed: 7,
    })
    expect(result['history']).toHaveLength(2)
    expect(result['test']).toMatchObject({ rows: 60, accuracy: expect.any(Number) })
    expect((result['test'] as { accuracy: number }).accuracy).toBeGreaterThan(0.9)
    expect((await readdir(model)).sort()).toEqual(
      ['README.md', 'history.json', 'model.json', 'vocabulary.txt', 'weights.safetensors'].sort(),
    )
  })

  it('should show progress in lines on standard error, not one a step', () => {
    const lines = trained.stderr.trimEnd().split('\n')
    expect(lines.filter((line) => line.startsWith('epoch '))).toHaveLength(2)
    expect(lines.length).toBeLessThan(8)
    expect(trained.stderr).toContain('216 rows to train on, 24 to validate')
  })

  it('should give the same weights for the same seed, and others for another', async () => {
    const weights = async (name: string, seed: string): Promise<Buffer> => {
      const output = folder.path(name)
      const argv = ['train', '--data', data, ...columns, ...small, '--epochs', '1', '--output', output, '--seed', seed]
      const exit = await spawnCli([...argv, '--quiet'])
      expect(exit).toMatchObject({ code: 0, stderr: '' })
      return readFile(`${output}/weights.safetensors`)
    }
    const [first, second, third] = [await weights('a', '3'), await weights('b', '3'), await weights('c', '4')]
    expect(first.equals(second)).toBe(true)
    expect(first.equals(third)).toBe(false)
  })

  it('should measure the model as the training did', async () => {
    const exit = await spawnCli(['evaluate', model, '--data', test, ...columns, '--json'])
    expect(exit.code, exit.stderr).toBe(0)
    const { test: expected } = parse(trained) as { test: object }
    expect(parse(exit)).toEqual({ model, data: test, ...expected })
    const printed = await spawnCli(['evaluate', model, '--data', test, ...columns])
    expect(printed.code).toBe(0)
    for (const figure of ['accuracy', 'precision', 'recall', 'F1', 'ROC AUC', 'predicted']) {
      expect(printed.stdout).toContain(figure)
    }
  })

  it('should predict the same for texts from arguments, a file and standard input', async () => {
    const texts = ['free money click', 'lunch with the family', '']
    const file = await folder.write('new.csv', `text\n${texts.map((line) => `"${line}"\n`).join('')}`)
    const fromArguments = await spawnCli(['predict', model, ...texts])
    const fromFile = await spawnCli(['predict', model, '--data', file, '--text', 'text'])
    const fromInput = await spawnCli(['predict', model], texts.map((line) => `${line}\n`).join(''))
    expect(fromArguments).toMatchObject({ code: 0, stderr: '' })
    expect(fromArguments.stdout).toMatch(
      /^spam\t0\.\d{4}\tfree money click\nham\t0\.\d{4}\tlunch with the family\n\S+\t0\.\d{4}\t\n$/,
    )
    expect(fromFile).toEqual(fromArguments)
    expect(fromInput).toEqual(fromArguments)

    const json = parse(await spawnCli(['predict', model, ...texts, '--json'])) as {
      predictions: Record<string, unknown>[]
    }
    expect(json.predictions.map((prediction) => prediction['text'])).toEqual(texts)
    expect(json.predictions[0]).toMatchObject({ label: 'spam', probabilities: { ham: expect.any(Number) } })
  })

  it('should predict nothing for an empty standard input', async () => {
    expect(await spawnCli(['predict', model])).toEqual({ code: 0, stdout: '', stderr: '' })
    expect((await spawnCli(['predict', model, '--json'])).stdout).toBe('{"predictions":[]}\n')
  })

  it('should refuse standard input that is not UTF-8', async () => {
    const child = startCli(['predict', model])
    child.stdin.end(Buffer.from('fine\ncaf\xe9\n', 'latin1'))
    const { code, stderr } = await exitOf(child)
    expect(code).toBe(1)
    expect(stderr).toContain('error [INVALID_UTF8]')
    expect(stderr).toContain('standard input, line 2, byte 8')
  })

  it('should end quietly when nobody reads its output', async () => {
    const child = startCli(['predict', model])
    child.stdout.destroy()
    child.stdin.on('error', () => undefined)
    child.stdin.end('free money\n'.repeat(20_000))
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('should export, verify and inspect an ONNX file', async () => {
    const output = folder.path('onnx/spam.onnx')
    const sample = ['--data', test, '--text', 'text']
    const exported = await spawnCli(['export', model, '--format', 'onnx', '--output', output, ...sample, '--json'])
    expect(exported.code, exported.stderr + exported.stdout).toBe(0)
    expect(parse(exported)).toMatchObject({ model, format: 'onnx', output })

    const verified = await spawnCli(['verify', model, output, ...sample, '--json'])
    expect(verified.code, verified.stderr + verified.stdout).toBe(0)
    const { largestDifference } = parse(verified) as { largestDifference: number }
    expect(largestDifference).toBeLessThan(1e-5)

    const inspected = parse(await spawnCli(['inspect', output, '--json']))
    expect(inspected).toMatchObject({ kind: 'onnx', opset: 13, irVersion: 7 })
    expect((await spawnCli(['inspect', output])).stdout).toContain('GRU')

    const again = await spawnCli(['export', model, '--output', output])
    expect(again.code).toBe(1)
    expect(again.stderr).toContain('error [FILE_EXISTS]')
    expect((await spawnCli(['export', model, '--output', output, '--force', '--quiet'])).code).toBe(0)
  })

  it('should refuse to verify the file of another model', async () => {
    const other = folder.path('other')
    const argv = ['train', '--data', data, ...columns, ...small, '--epochs', '1', '--seed', '99', '--output', other]
    expect((await spawnCli([...argv, '--quiet'])).code).toBe(0)
    const output = folder.path('other.onnx')
    expect((await spawnCli(['export', other, '--output', output, '--quiet'])).code).toBe(0)
    const { code, stderr } = await spawnCli(['verify', model, output])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error \[ONNX_VERIFICATION_FAILED\]/m)
  })

  it('should inspect model folders, safetensors and vectors', async () => {
    const inspected = parse(await spawnCli(['inspect', model, '--json']))
    expect(inspected).toMatchObject({
      kind: 'model',
      embeddingSource: 'random',
      spec: { task: { labels: ['ham', 'spam'] } },
    })
    const weights = parse(await spawnCli(['inspect', `${model}/weights.safetensors`, '--json']))
    expect(weights['kind']).toBe('safetensors')
    const vectors = await folder.write('three.txt', 'the 1 0 0.5\nof 0 1 0.25\nand 1 1 1\n')
    expect(parse(await spawnCli(['inspect', vectors, '--json']))).toMatchObject({
      kind: 'vectors',
      words: 3,
      dimension: 3,
      firstWords: ['the', 'of', 'and'],
    })
    for (const path of [model, `${model}/weights.safetensors`, vectors]) {
      const { code, stdout } = await spawnCli(['inspect', path])
      expect(code).toBe(0)
      expect(stdout).toContain(path)
    }
  })

  it('should start from the bundled vectors by default', async () => {
    const output = folder.path('pretrained')
    const exit = await spawnCli([
      'train',
      '--data',
      data,
      ...columns,
      '--units',
      '4',
      '--epochs',
      '1',
      '--output',
      output,
      '--json',
    ])
    expect(exit.code, exit.stderr).toBe(0)
    const { embedding } = parse(exit) as { embedding: { coverage: { found: number; words: number } } }
    expect(embedding).toMatchObject({ source: 'glove-mini', dimension: 50 })
    expect(embedding.coverage.found).toBe(embedding.coverage.words)
    expect(exit.stderr).toContain('pretrained vectors for')
  })

  it('should start from a vector file, and refuse another dimension', async () => {
    const vectors = await folder.write('own.txt', 'free 1 0 0.5\nlunch 0 1 0.25\nnobody 1 1 1\n')
    const output = folder.path('own')
    const argv = ['train', '--data', data, ...columns, '--embedding', vectors, '--units', '4', '--epochs', '1']
    const refused = await spawnCli([...argv, '--output', output, '--dimension', '4'])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('error [EMBEDDING_DIMENSION]')
    const exit = await spawnCli([...argv, '--freeze-embedding', '--output', output, '--json'])
    expect(exit.code, exit.stderr).toBe(0)
    expect(parse(exit)).toMatchObject({ embedding: { dimension: 3, coverage: { found: 2 } } })
  })

  it('should refuse labels that the model does not know', async () => {
    const file = await folder.write('eggs.csv', 'text,label\na,ham\nb,eggs\n')
    const { code, stderr } = await spawnCli(['evaluate', model, '--data', file, ...columns])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error \[DATA_LABELS\].*line 3.*received eggs/)
  })

  it('should refuse a damaged model, naming the file', async () => {
    const damaged = folder.path('damaged')
    await mkdir(damaged)
    for (const name of await readdir(model)) await writeFile(`${damaged}/${name}`, await readFile(`${model}/${name}`))
    await writeFile(`${damaged}/weights.safetensors`, (await readFile(`${model}/weights.safetensors`)).subarray(0, 500))
    const { code, stderr } = await spawnCli(['predict', damaged, 'a text'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error \[SAFETENSORS_MALFORMED\][^\n]*weights\.safetensors[^\n]*\nSee https:\S+\n$/)
  })
})
