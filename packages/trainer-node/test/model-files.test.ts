import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wordloom, type Classifier, type WordloomError } from '@wordloom/core'
import { afterAll, beforeAll, beforeEach, expect, expectTypeOf, it } from 'vitest'
import { loadClassifier, loadModel, saveModel } from '../src/model-files.js'
import { nodeTrainer } from '../src/node-trainer.js'
import { trainClassifier } from '../src/train-classifier.js'

const texts = [
  'free money now',
  'win a free phone',
  'lunch at noon',
  'notes of the meeting',
  'win money',
  'see you at noon',
]
const labels = ['spam', 'spam', 'ham', 'ham', 'spam', 'ham'] as const
const unseen = ['free lunch', '', 'something else altogether', 'money money money']

let classifier: Classifier<'ham' | 'spam'>
let parent: string
let folder: string
let folders = 0

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'wordloom-trainer-node-'))
  classifier = await trainClassifier({
    texts,
    labels,
    validation: 0,
    epochs: 3,
    model: { embedding: { dimension: 5 }, encoder: { units: 3 }, hidden: { units: 4 } },
  })
})
beforeEach(async () => {
  folder = join(parent, `model-${(folders += 1)}`)
  await saveModel(classifier, folder)
})
afterAll(async () => {
  classifier.dispose()
  await rm(parent, { recursive: true, force: true })
})

async function failureOf(work: () => unknown): Promise<WordloomError> {
  try {
    await work()
  } catch (error) {
    return error as WordloomError
  }
  throw new Error('expected a failure')
}

it('should keep the label names as types', () => {
  expectTypeOf(classifier).toEqualTypeOf<Classifier<'ham' | 'spam'>>()
})

it('should predict the same, bit for bit, after saving and loading', async () => {
  const loaded = await loadClassifier(folder)
  expect(await loaded.predict([...texts, ...unseen])).toEqual(await classifier.predict([...texts, ...unseen]))
  const { spec, weights, history, bestEpoch, embeddingSource, vocabulary } = await loadModel(folder)
  expect({ spec, history, bestEpoch, embeddingSource }).toEqual({
    spec: classifier.spec,
    history: classifier.history,
    bestEpoch: classifier.bestEpoch,
    embeddingSource: 'random',
  })
  expect(weights).toEqual(classifier.weights)
  expect(vocabulary.fingerprint).toBe(classifier.vocabulary.fingerprint)
  loaded.dispose()
})

it('should save and load through wordloom() as well', async () => {
  const loom = wordloom().use(nodeTrainer())
  const other = join(parent, 'through-loom')
  await loom.save(classifier, other)
  const loaded = await loom.load(other)
  expect(await loaded.predict(unseen)).toEqual(await classifier.predict(unseen))
  for (const name of await readdir(folder)) {
    expect(await readFile(join(other, name)), name).toEqual(await readFile(join(folder, name)))
  }
  loaded.dispose()
})

it('should refuse to overwrite unless it is told to', async () => {
  const before = await readFile(join(folder, 'model.json'), 'utf8')
  const error = await failureOf(() => saveModel(classifier, folder))
  expect(error.code).toBe('FILE_EXISTS')
  expect(error.message).toContain(folder)
  expect(await readFile(join(folder, 'model.json'), 'utf8')).toBe(before)
  await writeFile(join(folder, 'model.json'), 'old')
  await saveModel(classifier, folder, { overwrite: true })
  expect(await readFile(join(folder, 'model.json'), 'utf8')).toBe(before)
})

const damages: [what: string, file: string, code: string, damage: (path: string) => Promise<unknown>][] = [
  ['missing', 'model.json', 'FILE_NOT_FOUND', (path) => rm(path)],
  ['empty', 'model.json', 'MODEL_SPEC_INVALID', (path) => truncate(path)],
  ['truncated', 'model.json', 'MODEL_SPEC_INVALID', (path) => truncate(path, 100)],
  ['foreign', 'model.json', 'MODEL_SPEC_INVALID', (path) => writeFile(path, '{"format":"other"}')],
  ['not UTF-8', 'model.json', 'INVALID_UTF8', (path) => writeFile(path, Buffer.of(0x7b, 0xff))],
  ['newer', 'model.json', 'MODEL_VERSION', (path) => replace(path, '"formatVersion": 1', '"formatVersion": 99')],
  ['edited', 'model.json', 'MODEL_SPEC_INVALID', (path) => replace(path, '"units": 3', '"units": "3"')],
  [
    'of another model',
    'weights.safetensors',
    'TENSOR_SHAPE',
    (path) => replace(beside(path), '"units": 3', '"units": 7'),
  ],
  ['missing', 'vocabulary.txt', 'FILE_NOT_FOUND', (path) => rm(path)],
  ['edited', 'vocabulary.txt', 'MODEL_VOCABULARY_MISMATCH', (path) => replace(path, 'money', 'honey')],
  ['missing', 'weights.safetensors', 'FILE_NOT_FOUND', (path) => rm(path)],
  ['empty', 'weights.safetensors', 'SAFETENSORS_MALFORMED', (path) => truncate(path)],
  ['truncated in its header', 'weights.safetensors', 'SAFETENSORS_MALFORMED', (path) => truncate(path, 40)],
  ['truncated in its data', 'weights.safetensors', 'SAFETENSORS_MALFORMED', (path) => truncate(path, 1800)],
  ['text', 'weights.safetensors', 'SAFETENSORS_MALFORMED', (path) => writeFile(path, 'version https://git-lfs')],
  ['full of NaN', 'weights.safetensors', 'NOT_A_NUMBER', fillEndWithOnes],
  ['truncated', 'history.json', 'MODEL_SPEC_INVALID', (path) => truncate(path, 20)],
]

it.each(damages)('should say so when a file is %s: %s (%s)', async (_what, file, code, damage) => {
  const path = join(folder, file)
  await damage(path)
  const error = await failureOf(() => loadClassifier(folder))
  expect(error.message).toContain(file)
  expect(error.code).toBe(code)
})

it('should say so when there is no folder', async () => {
  const error = await failureOf(() => loadModel(join(parent, 'nowhere')))
  expect(error.code).toBe('FILE_NOT_FOUND')
  expect(error.message).toContain('nowhere')
})

function beside(path: string): string {
  return join(path, '..', 'model.json')
}

async function replace(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  expect(text).toContain(from)
  await writeFile(path, text.replace(from, to))
}

/** All bits set are NaN. */
async function fillEndWithOnes(path: string): Promise<void> {
  const bytes = await readFile(path)
  await writeFile(path, bytes.fill(0xff, bytes.length - 4))
}

it('should keep a model in one zip archive, too, and never half of it', async () => {
  const zip = `${folder}.zip`
  await saveModel(classifier, zip)
  const loaded = await loadModel(zip)
  expect(loaded.weights).toEqual(classifier.weights)
  const again = await loadClassifier(zip)
  expect(await again.predict(unseen)).toEqual(await classifier.predict(unseen))
  again.dispose()
  await expect(saveModel(classifier, zip)).rejects.toMatchObject({ code: 'FILE_EXISTS' })
  await truncate(zip, 1000)
  await expect(loadModel(zip)).rejects.toMatchObject({ code: 'ARCHIVE_MALFORMED', details: { file: zip } })
})
