import { compactEmbedding, expandEmbedding } from '@wordloom/core'
import fc from 'fast-check'
import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadVectors, openVectors, type OpenVectorsOptions, type VectorStore } from '../../src/index.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wordloom-cache-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const text = 'the 0.5 -1.25 3\nof 1e-3 2 -0.0\nKönig 7 8 9\n. . . 1 2 3\nthe 9 9 9\n'

/** `String` forgets the sign of −0. */
const asText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

async function vectorsFile(content = text, name = 'vectors.txt'): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

/** Opens, and tells whether it had to be built. */
async function open(
  path: string,
  options: OpenVectorsOptions = {},
): Promise<{ readonly store: VectorStore; readonly built: string[] }> {
  const built: string[] = []
  const store = await openVectors(path, { ...options, onBuild: (reason) => built.push(reason) })
  return { store, built }
}

describe('openVectors', () => {
  it('should find what loadVectors finds, before and after it is opened again', async () => {
    const path = await vectorsFile()
    const { embedding, report } = await loadVectors(path)
    for (const first of [true, false]) {
      const { store, built } = await open(path)
      expect(built).toEqual(first ? ['There is no cache yet'] : [])
      expect([store.size, store.dimension, store.dtype]).toEqual([4, 3, 'float32'])
      expect(store.report).toEqual({ ...report, name: 'vectors.txt' })
      for (const [index, word] of [...embedding.vocabulary.tokens()].slice(2).entries()) {
        expect(store.word(index)).toBe(word)
        expect(store.index(word)).toBe(index)
        expect(store.vector(word)).toEqual(Float32Array.from(embedding.vector(word)))
      }
      expect(store.vector('nobody')).toBeUndefined()
      expect(store.index('\ud800')).toBe(-1)
      expect(() => store.row(4)).toThrow(expect.objectContaining({ code: 'TOKEN_ID_OUT_OF_RANGE' }))
      const all = store.loadAll()
      expect(Float32Array.from(all.matrix)).toEqual(Float32Array.from(embedding.matrix))
      expect(all.vocabulary.fingerprint).toBe(embedding.vocabulary.fingerprint)
      store.close()
    }
  })

  it('should hold compact vectors as compactEmbedding makes them', async () => {
    const path = await vectorsFile()
    const { embedding } = await loadVectors(path)
    for (const dtype of ['float16', 'int8'] as const) {
      const { store } = await open(path, { dtype })
      const expected = compactEmbedding(embedding, dtype)
      const loaded = store.loadCompact()
      for (let index = 0; index < store.size; index++) {
        expect(store.row(index)).toEqual(expected.row(index + 2))
        expect(loaded.row(index + 2)).toEqual(expected.row(index + 2))
      }
      expect(expandEmbedding(loaded).vector('König')).toEqual(expected.vector('König'))
      expect(() => store.loadAll()).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
      store.close()
    }
  })

  it('should hold any words and vectors', async () => {
    const word = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 12 })
      .filter((each) => !/[ \n\r]|\[UNK\]|<unk>/.test(each) && each.isWellFormed())
    const rows = fc.uniqueArray(
      fc.tuple(word, fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 2 })),
      {
        minLength: 1,
        maxLength: 40,
        selector: ([each]) => each,
      },
    )
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const path = await vectorsFile(
          all.map(([each, numbers]) => `${each} ${numbers.map(asText).join(' ')}\n`).join(''),
        )
        const { store } = await open(path, { dimension: 2 })
        expect(store.size).toBe(all.length)
        for (const [each, numbers] of all) expect(store.vector(each)).toEqual(Float32Array.from(numbers))
        store.close()
      }),
      { numRuns: 40 },
    )
  })

  it('should keep the vector of a file for unknown words', async () => {
    const path = await vectorsFile('a 1 2\nb 3 4\n<unk> 5 6\n')
    const { store } = await open(path)
    expect([...store.loadAll().vector('nobody')]).toEqual([5, 6])
    expect([...store.loadAll({ outOfVocabulary: { type: 'mean' } }).vector('nobody')]).toEqual([2, 3])
    store.close()
  })

  it('should build again when the vectors have changed, and not when only their time has', async () => {
    const path = await vectorsFile()
    ;(await open(path)).store.close()
    await utimes(path, new Date(), new Date(Date.now() + 5000))
    expect((await open(path)).built).toEqual([])
    await writeFile(path, text.replace('König 7', 'König 6'))
    await utimes(path, new Date(), new Date(Date.now() + 9000))
    const { store, built } = await open(path)
    expect(built).toEqual(['The vectors have changed since the cache was built'])
    expect([...store.vector('König')!]).toEqual([6, 8, 9])
    store.close()
    expect((await open(path, { mode: 'lenient' })).built).toEqual(['The cache was built with other options'])
  })

  it('should do without the vectors once there is a cache, and put it where it is told to', async () => {
    const path = await vectorsFile()
    const cacheFolder = join(folder, 'elsewhere')
    await mkdir(cacheFolder)
    ;(await open(path, { cacheFolder })).store.close()
    await rm(path)
    const { store, built } = await open(path, { cacheFolder })
    expect(built).toEqual([])
    expect([...store.vector('of')!]).toEqual([Math.fround(1e-3), 2, -0])
    store.close()
    await expect(openVectors(path)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  })

  it('should notice every byte that is not what was written', async () => {
    const path = await vectorsFile()
    const { store } = await open(path)
    const words = Array.from({ length: store.size }, (_, index) => store.word(index))
    const vectors = words.map((each) => store.vector(each)!)
    store.close()
    const cache = `${path}.wordloom`
    const whole = await readFile(cache)
    const damaged = Buffer.from(whole)
    let noticed = 0
    for (let at = 0; at < whole.length; at += at < 200 ? 1 : 61) {
      damaged[at] = whole[at]! ^ 0x55
      await writeFile(cache, damaged)
      const { store: opened, built } = await open(path, { verify: true })
      // Zeros between sections are part of a page too, and so is the padding of the header.
      expect(built, `byte ${at}`).toHaveLength(1)
      noticed += 1
      for (const [index, each] of words.entries()) expect(opened.vector(each)).toEqual(vectors[index])
      opened.close()
      damaged[at] = whole[at]!
    }
    expect(noticed).toBeGreaterThan(400)
  }, 120_000)

  it('should rather fail than give a vector that is not the right one', async () => {
    const path = await vectorsFile()
    const { store } = await open(path)
    const words = Array.from({ length: store.size }, (_, index) => store.word(index))
    const vectors = words.map((each) => store.vector(each)!)
    store.close()
    const cache = `${path}.wordloom`
    const whole = await readFile(cache)
    let failures = 0
    for (let at = 4096; at < whole.length; at += 29) {
      const damaged = Buffer.from(whole)
      damaged[at] = whole[at]! ^ (1 << (at % 8))
      await writeFile(cache, damaged)
      try {
        const opened = await openVectors(path)
        for (const [index, each] of words.entries()) expect(opened.vector(each)).toEqual(vectors[index])
        opened.close()
      } catch (error) {
        expect(error).toMatchObject({ code: 'CACHE_DAMAGED' })
        failures += 1
      }
    }
    expect(failures).toBeGreaterThan(150)
  }, 120_000)

  it('should build again when the cache was cut, at any length', async () => {
    const path = await vectorsFile()
    ;(await open(path)).store.close()
    const cache = `${path}.wordloom`
    const copy = join(folder, 'whole')
    await copyFile(cache, copy)
    const { size } = await stat(copy)
    for (let length = 0; length < size; length += length < 64 ? 1 : 509) {
      await copyFile(copy, cache)
      await truncate(cache, length)
      const { store, built } = await open(path)
      expect(built, `${length} bytes`).toHaveLength(1)
      expect(store.size).toBe(4)
      store.close()
    }
  }, 120_000)

  it('should let processes build at the same time', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `w${index} ${index % 7} 0.25\n`)
    const path = await vectorsFile(lines.join(''))
    const entry = pathToFileURL(join(import.meta.dirname, '../../dist/index.js')).href
    const program = `
      const { openVectors } = await import(${JSON.stringify(entry)})
      const store = await openVectors(${JSON.stringify(path)})
      console.log(String(store.size), store.vector('w29999').join())`
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program])
    const outputs = await Promise.all([run(), run(), run()])
    for (const { stdout } of outputs) expect(stdout).toBe('30000 4,0.25\n')
    expect((await readdir(folder)).sort()).toEqual(['vectors.txt', 'vectors.txt.wordloom'])
  })
})
