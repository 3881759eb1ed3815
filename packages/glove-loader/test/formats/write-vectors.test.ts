import { type Embedding, WordloomError } from '@wordloom/core'
import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeVectors, loadVectors, writeVectors, type EncodeVectorsOptions } from '../../src/index.js'
import { encodeWordLines } from '../../src/formats/encode-vectors.js'
import { bitsOf, wordBits } from './figures.js'
import { findPython, runPython } from './python.js'
import { anyFloat32, embeddingOf } from './support.js'

const folder = mkdtempSync(join(tmpdir(), 'wordloom-written-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const formats = ['glove', 'word2vec', 'word2vec-binary', 'npy', 'safetensors'] as const
type Format = (typeof formats)[number]

const joined = (parts: Iterable<Uint8Array>): Uint8Array => Uint8Array.from(Buffer.concat([...parts]))

/** Writes and reads, in memory. */
async function roundTrip(embedding: Embedding, options: EncodeVectorsOptions): Promise<Embedding> {
  const bytes = joined(encodeVectors(embedding, options))
  const vocabulary = options.format === 'npy' ? { vocabulary: joined(encodeWordLines(embedding)) } : {}
  return (await loadVectors(bytes, vocabulary)).embedding
}

const word = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('a', 'é', '.', ' ', '\t', '\r', '\0', '\u00a0', '\u0085', '\u2028', '\ufeff', '-', '+', 'e', '{'),
      fc.constantFrom('0', '5', '<unk>', 'nan', '日', '😀', '"', '\\', '\u0301', 'PK\u0003\u0004'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 6,
  })
  .filter((text) => text !== '' && text !== '[UNK]' && text.isWellFormed())

const table = fc.integer({ min: 2, max: 7 }).chain((dimension) =>
  fc.uniqueArray(fc.tuple(word, fc.array(anyFloat32, { minLength: dimension, maxLength: dimension })), {
    minLength: 1,
    maxLength: 12,
    selector: ([text]) => text,
  }),
)

describe.each(formats)('vectors that are written as %s', (format) => {
  it('should be read as the same words and bits, or be refused before', async () => {
    let refused = 0
    let total = 0
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const embedding = embeddingOf(rows)
        total += 1
        try {
          const read = await roundTrip(embedding, { format })
          expect(wordBits(read)).toEqual(wordBits(embedding))
        } catch (error) {
          if (!(error instanceof WordloomError) || error.code !== 'VOCABULARY_TOKEN_NOT_TEXT') throw error
          refused += 1
        }
      }),
      { numRuns: 200 },
    )
    expect(refused / total).toBeLessThan(0.9)
  })

  it('should be read as the same words and bits in every case when words are ordinary', async () => {
    const ordinary = fc.stringMatching(/^[a-zA-Zé日-]{1,8}$/)
    const rows = fc.integer({ min: 2, max: 5 }).chain((dimension) =>
      fc.uniqueArray(fc.tuple(ordinary, fc.array(anyFloat32, { minLength: dimension, maxLength: dimension })), {
        minLength: 1,
        selector: ([text]) => text,
      }),
    )
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const embedding = embeddingOf(table)
        expect(wordBits(await roundTrip(embedding, { format }))).toEqual(wordBits(embedding))
      }),
      { numRuns: 60 },
    )
  })

  it('should be the same in a file, packed or not, which is not replaced unasked', async () => {
    const embedding = embeddingOf(Array.from({ length: 3000 }, (_, row) => [`w${row}`, [row, 1 / (row + 1), -0]]))
    const vocabulary = format === 'npy' ? { vocabulary: join(folder, `${format}.vocabulary.txt`) } : {}
    await writeVectors(join(folder, format), embedding, { format })
    const gzip = join(folder, `${format}.gz`)
    await writeVectors(gzip, embedding, { format, gzip: true })

    for (const path of [join(folder, format), gzip]) {
      expect(wordBits((await loadVectors(path, vocabulary)).embedding)).toEqual(wordBits(embedding))
    }
    expect((await readFile(gzip)).subarray(0, 2)).toEqual(Buffer.of(0x1f, 0x8b))
    await expect(writeVectors(gzip, embedding, { format, gzip: true })).rejects.toMatchObject({ code: 'FILE_EXISTS' })
    await writeVectors(gzip, embedding, { format, gzip: true, overwrite: true })
    const signal = AbortSignal.abort()
    await expect(writeVectors(join(folder, 'never'), embedding, { format, signal })).rejects.toMatchObject({
      code: 'ABORTED',
    })
    await expect(readFile(join(folder, 'never'))).rejects.toThrow()
  })
})

describe('writing', () => {
  it('should round to float16 where it is asked to', async () => {
    const embedding = embeddingOf([['a', [0.1, 65504, -0, 2 ** -24, 2048.5]]])
    for (const format of ['npy', 'safetensors'] as const) {
      const read = await roundTrip(embedding, { format, dtype: 'float16' })
      expect([...read.vector('a')]).toEqual([0.0999755859375, 65504, -0, 2 ** -24, 2048])
    }
  })

  it('should write the unknown vector as GloVe does, and read it as that', async () => {
    const embedding = embeddingOf([
      ['a', [1, 2]],
      ['<unk>', [3, 4]],
    ])
    embedding.matrix.set([5, 6], 2)
    const read = await roundTrip(embedding, { format: 'glove', unknown: true })

    expect(wordBits(read)).toEqual(wordBits(embedding))
    expect([...read.vector('never seen')]).toEqual([5, 6])
  })

  it.each<[Format, string[], string]>([
    ['glove', ['a\nb'], 'it has a line feed'],
    ['word2vec', ['a\nb'], 'it has a line feed'],
    ['word2vec-binary', ['a\nb'], 'it has a line feed'],
    ['npy', ['a\nb'], 'it has a line feed'],
    ['word2vec', ['a b'], 'it has a space'],
    ['word2vec-binary', ['a b'], 'it has a space'],
    ['glove', ['\ufeffa'], 'it begins with a byte order mark'],
    ['glove', ['a', '<unk>'], 'as the last row it stands for unknown words'],
    ['word2vec', ['a', '<unk>'], 'as the last row it stands for unknown words'],
    ['glove', ['a 5'], 'it ends in what looks like a number'],
    ['glove', ['a -.5'], 'it ends in what looks like a number'],
    ['glove', ['a 5  '], 'it ends in what looks like a number'],
    ['glove', ['a nan'], 'it ends in what looks like a number'],
    ['glove', ['PK\u0003\u0004'], 'the file would begin like one of another format'],
    ['glove', ['abcd\0\0\0\0{'], 'the file would begin like one of another format'],
    ['word2vec', ['\0\0\0\0{'], 'the file would begin like one of another format'],
    ['word2vec-binary', ['\0\0\0\0{'], 'the file would begin like one of another format'],
    ['word2vec-binary', ['a'.repeat(5000)], 'the file would begin like one of another format'],
    ['word2vec-binary', ['b', 'a'.repeat(70_000)], 'it is too long'],
  ])('should refuse, as %s, %j: %s', (format, words, received) => {
    const embedding = embeddingOf(words.map((each) => [each, [1, 2]]))
    const write = (): unknown => joined(encodeVectors(embedding, { format }))

    expect(write).toThrow(
      expect.objectContaining({
        code: 'VOCABULARY_TOKEN_NOT_TEXT',
        details: expect.objectContaining({ received, name: `id ${words.length + 1}` }),
      }),
    )
  })

  it('should refuse a first row that would be a header', () => {
    const embedding = embeddingOf([['12', [3]]])

    expect(() => encodeVectors(embedding, { format: 'glove' })).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ received: 'its row would be taken for a header' }),
      }),
    )
  })

  it('should write rare words where nothing speaks against them', async () => {
    const rows: [string, number[]][] = [
      ['<unk>', [1, 2]],
      ['\ufeffa', [3, 4]],
      ['a b', [5, 6]],
      ['5', [7, 8]],
      ['\r', [9, 10]],
    ]
    for (const format of ['glove', 'npy', 'safetensors'] as const) {
      expect(wordBits(await roundTrip(embeddingOf(rows), { format }))).toEqual(wordBits(embeddingOf(rows)))
    }
  })

  it.each([
    [{ format: 'csv' }, 'format'],
    [{ format: 'npy', dtype: 'int8' }, 'dtype'],
    [{ format: 'glove', dtype: 'float16' }, 'dtype'],
    [{ format: 'npy', unknown: true }, 'unknown'],
  ])('should refuse the options %j', (options, name) => {
    expect(() => encodeVectors(embeddingOf([['a', [1]]]), options as EncodeVectorsOptions)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', details: expect.objectContaining({ name }) }),
    )
  })

  it('should refuse numbers that a format cannot hold', () => {
    const embedding = embeddingOf([['a', [1e10]]])
    expect(() => joined(encodeVectors(embedding, { format: 'npy', dtype: 'float16' }))).toThrow(
      expect.objectContaining({ code: 'NOT_A_NUMBER' }),
    )
    embedding.matrix[2] = Infinity
    expect(() => joined(encodeVectors(embedding, { format: 'glove' }))).toThrow(
      expect.objectContaining({ code: 'NOT_A_NUMBER' }),
    )
  })
})

describe('what other programs read', () => {
  const script = join(import.meta.dirname, '../../../../reference/vector-files/read_written.py')
  const needs: Readonly<Record<Format, string>> = {
    glove: 'gensim',
    word2vec: 'gensim',
    'word2vec-binary': 'gensim',
    npy: 'numpy',
    safetensors: 'safetensors',
  }
  const words = ['the', 'Straße', '日本語', '😀', '42', "don't", '__proto__', 'e\u0301']
  const samples = fc.sample(anyFloat32, { numRuns: words.length * 5, seed: 11 })
  const embedding = embeddingOf(words.map((each, row) => [each, samples.slice(5 * row, 5 * row + 5)]))

  for (const format of formats) {
    const { program, missing } = findPython(['numpy', needs[format]])
    it.skipIf(missing !== undefined)(
      `should be what was written as ${format} (${missing ?? needs[format]})`,
      async () => {
        const path = join(folder, format === 'npy' ? 'python.npy' : `python-${format}`)
        await writeVectors(path, embedding, { format })
        const read = JSON.parse(
          runPython(program, [script, format, path, join(folder, 'python.vocabulary.txt')], folder),
        ) as { words: string[]; bits: number[][]; dtype: string }

        expect(read.words).toEqual(words)
        const bits = read.bits.map((row) => bitsOf(new Float32Array(Uint32Array.from(row).buffer)))
        expect(bits).toEqual(words.map((each) => bitsOf(embedding.vector(each))))
        expect(read.dtype).toBe('float32')
      },
    )
  }
})
