import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadVectors, type LoadVectorsOptions } from '../../src/index.js'
import { loadVectors as loadInBrowser } from '../../src/web/index.js'
import {
  allFigures,
  bitsOf,
  filesWithoutFigures,
  optionsFor,
  otherBytes,
  otherFile,
  otherFiles,
  wordBits,
  type WordBits,
} from './figures.js'

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wordloom-formats-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function zipOf(name: string, content: Uint8Array): Promise<Uint8Array> {
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false })
  await zip.add(`vectors/${name}`, new BlobReader(new Blob([content.slice()])))
  return new Uint8Array(await (await zip.close()).arrayBuffer())
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

const figuresOf = (name: string): readonly WordBits[] => allFigures[name]!.words
const isText = (name: string): boolean => /\.(txt|vec)$/.test(name)

it('should have figures for every file', () => {
  expect(filesWithoutFigures()).toEqual([])
  expect(otherFiles.length).toBeGreaterThan(20)
})

describe.each(otherFiles)('%s', (name) => {
  const options = optionsFor(name)

  it('should be read with the words and all bits that its own program gives', async () => {
    const { embedding, report } = await loadVectors(otherFile(name), options)

    expect(wordBits(embedding)).toEqual(figuresOf(name))
    expect(report).toMatchObject({ rows: embedding.vocabulary.size - 2, kept: embedding.vocabulary.size - 2 })
    expect(report.skipped.total).toBe(0)
  })

  it('should give unknown words the bits that its own program gives', async () => {
    const { embedding } = await loadVectors(otherFile(name), options)
    const { unknown = [] } = allFigures[name]!

    for (const [word, bits] of unknown) expect([word, bitsOf(embedding.vector(word))]).toEqual([word, bits])
    expect(unknown.length > 5).toBe(/skipgram|cbow|supervised-subwords/.test(name) && !name.includes('no-sub'))
  })

  it('should be the same gzipped, zipped, in pieces of any size, and in a browser', async () => {
    const bytes = otherBytes(name)
    const expected = figuresOf(name)
    const inputs = [bytes, new Uint8Array(gzipSync(bytes)), await zipOf(name, bytes)]
    const streams = [1, 2, 3, 7, 64, 4095, 4096].map((size) => inPieces(bytes, size))
    const packed = inPieces(gzipSync(bytes), 5)

    for (const input of [...inputs, ...streams, packed])
      expect(wordBits((await loadVectors(input, options)).embedding)).toEqual(expected)
    const vocabulary = otherBytes('vocabulary.txt')
    const { tensor } = options
    for (const input of [...inputs, inPieces(bytes, 3)]) {
      const inBrowser = await loadInBrowser(input, { vocabulary, ...(tensor === undefined ? {} : { tensor }) })
      expect(wordBits(inBrowser.embedding)).toEqual(expected)
    }
  })

  it('should be told by its content, whatever its name', async () => {
    const folder = await temporaryFolder()
    const vocabulary = otherFile('vocabulary.txt')
    for (const misnamed of ['vectors.txt', 'vectors.bin', 'vectors.npy', 'vectors.safetensors', 'vectors']) {
      await copyFile(otherFile(name), join(folder, misnamed))
      const loaded = await loadVectors(join(folder, misnamed), { vocabulary, ...options })
      expect(wordBits(loaded.embedding)).toEqual(figuresOf(name))
    }
  })

  it('should give only wanted words, and no more than the limit', async () => {
    const all = figuresOf(name)
    const wanted = new Set([all[1]![0], all[3]![0], 'in no file'])
    const some = await loadVectors(otherFile(name), { ...options, words: wanted })

    expect(wordBits(some.embedding)).toEqual(all.filter(([word]) => wanted.has(word)))
    expect(some.report.coverage).toEqual({ asked: 3, found: 2, missingExamples: ['in no file'] })
    expect(some.report.notAskedFor).toBe(all.length - 2)
    for (const limit of [1, 3, all.length, all.length + 1]) {
      const loaded = await loadVectors(otherFile(name), { ...options, limit })
      expect(wordBits(loaded.embedding)).toEqual(all.slice(0, limit))
      expect(loaded.report.limited).toBe(limit <= all.length)
    }
    const both = await loadVectors(otherFile(name), { ...options, words: wanted, limit: 3 })
    expect(wordBits(both.embedding)).toEqual(all.slice(0, 3).filter(([word]) => wanted.has(word)))
  })

  it('should be refused when another dimension is asked for', async () => {
    await expect(loadVectors(otherFile(name), { ...options, dimension: 4 })).rejects.toMatchObject({
      code: 'EMBEDDING_DIMENSION',
      details: { file: otherFile(name), expected: 4 },
    })
  })

  it('should not be read after a cancel', async () => {
    const signal = AbortSignal.abort()
    await expect(loadVectors(otherFile(name), { ...options, signal })).rejects.toMatchObject({ code: 'ABORTED' })
  })
})

describe('words and numbers that are not as they should be', () => {
  const header = (rows: number): Uint8Array => new TextEncoder().encode(`${rows} 2\n`)
  const row = (word: string | Uint8Array, ...values: number[]): Uint8Array =>
    Buffer.concat([
      typeof word === 'string' ? new TextEncoder().encode(word) : word,
      Uint8Array.of(0x20),
      new Uint8Array(Float32Array.from(values).buffer),
      Uint8Array.of(0x0a),
    ])
  const joined = (...rows: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat([header(rows.length), ...rows]))
  const load = (bytes: Uint8Array, options?: LoadVectorsOptions) => loadVectors(new Uint8Array(bytes), options)
  const wordsAndValues = async (bytes: Uint8Array, options?: LoadVectorsOptions) => {
    const { embedding, report } = await load(bytes, options)
    const words = [...embedding.vocabulary.tokens()].slice(2)
    return { words: words.map((word) => [word, ...embedding.vector(word)]), report }
  }

  it('should go by the options for duplicates', async () => {
    const bytes = joined(row('a', 1, 2), row('b', 3, 4), row('a', 5, 6))

    const first = await wordsAndValues(bytes)
    expect(first.words).toEqual([
      ['a', 1, 2],
      ['b', 3, 4],
    ])
    expect(first.report.duplicates).toEqual({ total: 1, examples: [{ token: 'a', line: 3 }] })
    expect((await wordsAndValues(bytes, { duplicates: 'last' })).words).toEqual([
      ['a', 5, 6],
      ['b', 3, 4],
    ])
    await expect(load(bytes, { duplicates: 'error' })).rejects.toMatchObject({ code: 'VOCABULARY_DUPLICATE_TOKEN' })
  })

  it('should refuse bad rows with their place, or leave them out', async () => {
    const bytes = joined(row('a', 1, 2), row('b', 3, NaN), row(Uint8Array.of(0xff), 5, 6), row('[UNK]', 7, 8))

    await expect(load(bytes)).rejects.toMatchObject({ code: 'NOT_A_NUMBER', details: { line: 2, byte: 15 } })
    await expect(load(joined(row('a', 1, 2), row(Uint8Array.of(0xff), 5, 6)))).rejects.toMatchObject({
      code: 'INVALID_UTF8',
      details: { line: 2, byte: 15 },
    })
    const { words, report } = await wordsAndValues(bytes, { mode: 'lenient' })
    expect(words).toEqual([['a', 1, 2]])
    expect(report.skipped.reasons).toEqual({ 'not-a-number': 1, 'invalid-utf8': 1, 'special-token': 1 })
  })

  it('should take what is there of a cut file when it is lenient', async () => {
    const bytes = joined(row('a', 1, 2), row('b', 3, 4))

    for (let length = 15; length < bytes.length - 1; length++) {
      await expect(load(bytes.subarray(0, length))).rejects.toMatchObject({ code: 'VECTORS_MALFORMED' })
    }
    // Shorter than a row a word: the size alone tells, so it is a stream here.
    for (let length = 15; length < bytes.length - 1; length++) {
      const { embedding } = await loadVectors(inPieces(bytes.subarray(0, length), 4), { mode: 'lenient' })
      expect([...embedding.vocabulary.tokens()].slice(2)).toEqual(['a'])
    }
  })

  it('should take float32 values that look like text for numbers', async () => {
    // '0 ', '1\n', '\n', ' ': bytes that begin like a text of numbers, in any order.
    const looks = [0x30, 0x20, 0x0a, 0x0d, 0x2e, 0x65]
    for (const a of looks) {
      for (const b of looks) {
        const bytes = joined(row('a', 0, 0.5), row('b', 1, 2))
        const start = header(2).length + 2
        bytes.set([a, b, 0x01, 0x3f], start)
        const { report } = await load(bytes)
        expect(report.format).toBe('word2vec-binary')
      }
    }
  })

  it('should take a text for text whose first word has spaces', async () => {
    const text = new TextEncoder().encode('2 2\nat name@domain.com 0.5 1\nof 1 2\n')
    const { report, words } = await wordsAndValues(text)

    expect(report.format).toBe('text')
    expect(words[0]).toEqual(['at name@domain.com', 0.5, 1])
  })

  it('should find the words of an npy file beside it', async () => {
    const folder = await temporaryFolder()
    await copyFile(otherFile('float32.npy'), join(folder, 'mine.npy'))
    await expect(loadVectors(join(folder, 'mine.npy'))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { name: 'vocabulary' },
    })
    await copyFile(otherFile('vocabulary.txt'), join(folder, 'mine.vocabulary.txt'))
    expect(wordBits((await loadVectors(join(folder, 'mine.npy'))).embedding)).toEqual(figuresOf('float32.npy'))
    await writeFile(join(folder, 'mine.vocabulary.txt'), 'one\n')
    await expect(loadVectors(join(folder, 'mine.npy'))).rejects.toMatchObject({ code: 'EMBEDDING_SHAPE' })
  })

  it('should ask which tensor is meant', async () => {
    const vocabulary = otherFile('vocabulary.txt')
    for (const options of [{ vocabulary }, { vocabulary, tensor: 'neither' }]) {
      await expect(loadVectors(otherFile('two.safetensors'), options)).rejects.toMatchObject({
        code: 'TENSOR_MISSING',
        details: { expected: 'one of input, output' },
      })
    }
  })

  it('should know each format by name in its report', async () => {
    for (const name of otherFiles) {
      const { report } = await loadVectors(otherFile(name), optionsFor(name))
      const expected = isText(name)
        ? 'text'
        : name.startsWith('fasttext')
          ? 'fasttext'
          : name.endsWith('.bin')
            ? 'word2vec-binary'
            : name.split('.').at(-1)
      expect([name, report.format]).toEqual([name, expected])
    }
  })
})
