import {
  decodeModelFolder,
  encodeModelFolder,
  wordloom,
  type Classifier,
  type Exporter,
  type FileStore,
  type Prediction,
  type Trainer,
  type TrainRequest,
} from '@wordloom/core'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { codeOf, smallModel } from './fixtures.js'

function memoryFiles(): FileStore & { readonly folders: Map<string, ReadonlyMap<string, Uint8Array>> } {
  const files = new Map<string, Uint8Array>()
  const folders = new Map<string, ReadonlyMap<string, Uint8Array>>()
  return {
    folders,
    readFile: async (path) => files.get(path)!,
    writeFile: async (path, bytes) => void files.set(path, bytes),
    readFolder: async (path) => folders.get(path)!,
    writeFolder: async (path, content) => void folders.set(path, content),
  }
}

function classifierOf<Label extends string>(model: {
  spec: { task: { labels: readonly Label[] } }
}): Classifier<Label> {
  return {
    ...(model as Classifier<Label>),
    predict: async () => [],
    predictBatch: async () => new Float32Array(),
    dispose() {},
  }
}

function stubTrainer(requests: TrainRequest[] = [], files: FileStore = memoryFiles()): Trainer {
  return {
    kind: 'trainer',
    name: 'stub',
    files,
    train<const Label extends string>(request: TrainRequest<Label>) {
      requests.push(request)
      const result = Promise.resolve(classifierOf<Label>(smallModel() as never))
      return { result, then: result.then.bind(result), async *[Symbol.asyncIterator]() {} }
    },
    createClassifier: async (model) => classifierOf(model),
  }
}

const exporter = <const Format extends string>(format: Format): Exporter<Format> => ({
  kind: 'exporter',
  name: format,
  format,
  export: async () => ({
    files: new Map([
      ['main', Uint8Array.of(1)],
      ['labels.json', Uint8Array.of(2)],
    ]),
    mainFile: 'main',
  }),
})

describe('wordloom', () => {
  it('should give the source in use to the trainer, unless the request names one', async () => {
    const requests: TrainRequest[] = []
    const source = { kind: 'source', name: 's', load: async () => Promise.reject(new Error()) } as const
    const loom = wordloom().use(source).use(stubTrainer(requests))
    await loom.train({ texts: ['a'], labels: ['x'] })
    const other = { ...source, name: 'other' }
    await loom.train({ texts: ['a'], labels: ['x'], embedding: other })
    expect(requests.map(({ embedding }) => embedding)).toEqual([source, other])
  })

  it('should carry label names and formats as types', async () => {
    const loom = wordloom().use(stubTrainer()).use(exporter('onnx')).use(exporter('tflite'))
    const classifier = await loom.train({ texts: ['a', 'b'], labels: ['ham', 'spam'] })
    expectTypeOf(classifier).toEqualTypeOf<Classifier<'ham' | 'spam'>>()
    expectTypeOf(classifier.predict(['a'])).resolves.toEqualTypeOf<Prediction<'ham' | 'spam'>[]>()
    expectTypeOf(loom.export).parameter(1).toEqualTypeOf<'onnx' | 'tflite'>()
    expect(classifier.spec.task.labels).toEqual(['ham', 'spam'])
  })

  it('should save, load and export through the files of the trainer', async () => {
    const files = memoryFiles()
    const loom = wordloom().use(stubTrainer([], files)).use(exporter('onnx'))
    await loom.save(smallModel(), 'folder')
    expect(files.folders.get('folder')).toEqual(encodeModelFolder(smallModel()))
    const loaded = await loom.load('folder')
    expect(loaded.weights).toEqual(decodeModelFolder(encodeModelFolder(smallModel())).weights)
    await loom.export(loaded, 'onnx', 'out/spam.onnx')
    expect([...(await files.readFile('out/spam.onnx'))]).toEqual([1])
    expect([...(await files.readFile('out/labels.json'))]).toEqual([2])
  })

  it('should say which plugin is missing', async () => {
    expect(codeOf(() => wordloom().train({ texts: [], labels: [] }))).toBe('PLUGIN_MISSING')
    await expect(wordloom().load('x')).rejects.toMatchObject({ code: 'PLUGIN_MISSING' })
    const { files: _, ...withoutFiles } = stubTrainer()
    const loom = wordloom().use(withoutFiles).use(exporter('onnx'))
    await expect(loom.export(classifierOf(smallModel()), 'onnx', 'x')).rejects.toThrow('brings files')
    expect((await loom.export(classifierOf(smallModel()), 'onnx')).mainFile).toBe('main')
  })

  it('should refuse what is no plugin', () => {
    expect(codeOf(() => wordloom().use((() => stubTrainer()) as never))).toBe('PLUGIN_INVALID')
  })
})
