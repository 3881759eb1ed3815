import { WordloomError } from '@wordloom/core'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { loadVectors, type LoadVectorsOptions } from '../../src/index.js'
import { optionsFor, otherBytes, otherFiles, wordBits, allFigures } from './figures.js'

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

/** What loading gives: words, or the code of the error, which has to be one of ours. */
async function outcome(
  input: Uint8Array | AsyncIterable<Uint8Array>,
  options: LoadVectorsOptions,
): Promise<string | number> {
  try {
    return (await loadVectors(input, options)).embedding.vocabulary.size - 2
  } catch (error) {
    if (!(error instanceof WordloomError)) throw error
    // What is too large for a memory is said by the memory, which knows of no file.
    if (error.code !== 'RUNTIME_UNSUPPORTED') expect(error.details.file).toBe('vectors')
    return error.code
  }
}

/** All of the first and last ones, and some between; a slow test takes all. */
const lengths = (size: number): number[] =>
  Array.from({ length: size }, (_, length) => length).filter(
    (length) => length < 64 || length > size - 10 || length % 101 === 0,
  )

describe.each(otherFiles)('%s', (name) => {
  const options = optionsFor(name)
  const whole = otherBytes(name)
  const words = allFigures[name]!.words.length
  const isText = /\.(txt|vec)$/.test(name)
  /** The rest of a model, after the rows of words, is not read. */
  const isModel = name.startsWith('fasttext') && !isText

  it('should be refused when it is cut, wherever that is', async () => {
    for (const length of lengths(whole.length)) {
      const bytes = whole.subarray(0, length)
      const results = [
        await outcome(bytes, options),
        await outcome(inPieces(bytes, 61), options),
        await outcome(inPieces(bytes, 61), { ...options, mode: 'lenient' }),
      ]
      for (const [index, result] of results.entries()) {
        // A text may end after any digit or row, and a line feed at the end is no news.
        const mayBeRead = isText || isModel || length === whole.length - 1 || index === 2
        if (!mayBeRead) expect([length, index, result]).toEqual([length, index, expect.any(String)])
        else if (typeof result === 'number') expect(result).toBeLessThanOrEqual(words)
      }
    }
  })

  it('should be read in spite of cut numbers only as far as words are whole', async () => {
    if (!name.includes('word2vec') && name !== 'gensim.bin') return
    for (let length = 0; length < whole.length; length += 7) {
      const cut = inPieces(whole.subarray(0, length), 61)
      const loaded = await loadVectors(cut, { mode: 'lenient' }).catch(() => undefined)
      if (loaded !== undefined) {
        const bits = wordBits(loaded.embedding)
        expect(bits).toEqual(allFigures[name]!.words.slice(0, bits.length))
      }
    }
  })
})

const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))

function npy(shape: string, descr = '<f4', order = 'False'): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }`
  return joined(Uint8Array.of(0x93, ...text('NUMPY'), 1, 0, header.length, 0), text(header), new Uint8Array(64))
}

function safetensors(entry: object): Uint8Array {
  const header = text(JSON.stringify({ embeddings: entry }))
  const length = new Uint8Array(8)
  length[0] = header.length & 0xff
  length[1] = header.length >> 8
  return joined(length, header, new Uint8Array(64))
}

/** A model with one 32-bit number (or 64-bit, as two) replaced. */
function fastText(byte: number, ...values: readonly number[]): Uint8Array {
  const bytes = otherBytes('fasttext-skipgram.bin')
  const view = new DataView(bytes.buffer)
  for (const [index, value] of values.entries()) view.setInt32(byte + 4 * index, value, true)
  return bytes
}

/** Where the matrix of the model begins: after its dictionary and the flag for a quantized one. */
function matrixStart(): number {
  const bytes = otherBytes('fasttext-skipgram.bin')
  const entries = new DataView(bytes.buffer).getInt32(64, true)
  let at = 64 + 28
  for (let entry = 0; entry < entries; entry++) at = bytes.indexOf(0, at) + 10
  return at + 1
}

const vocabulary = ['a', 'b']
const row = joined(text('a '), new Uint8Array(12))

describe('a header that states what cannot be', () => {
  it.each<[string, Uint8Array]>([
    ['word2vec, 2^60 rows', joined(text(`${2 ** 60} 3\n`), row)],
    ['word2vec, 10^60 rows', joined(text(`1${'0'.repeat(60)} 3\n`), row)],
    ['word2vec, 2^40 rows', joined(text(`${2 ** 40} 3\n`), row)],
    ['word2vec, 2^31 columns', joined(text(`1 ${2 ** 31}\n`), row)],
    ['word2vec, 65,536 columns', joined(text('1000000000 65536\n'), row)],
    ['word2vec, no columns', joined(text('1 0\n'), row)],
    ['npy, 2^60 rows', npy(`${2n ** 60n}, 4`)],
    ['npy, 2^40 rows', npy(`${2n ** 40n}, 4`)],
    ['npy, 2^31 columns', npy(`2, ${2 ** 31}`)],
    ['npy, 65,536 columns', npy('2, 65536')],
    ['npy, 65,536 columns in Fortran order', npy('2, 65536', '<f8', 'True')],
    ['npy, no rows', npy('0, 4')],
    ['npy, no columns', npy('2, 0')],
    ['npy, one axis', npy('8,')],
    ['npy, three axes', npy('2, 2, 2')],
    ['npy, objects', npy('2, 4', '|O')],
    ['npy, integers', npy('2, 4', '<i4')],
    ['npy, complex numbers', npy('2, 4', '<c8')],
    ['npy, a version to come', npy('2, 4').with(6, 9)],
    ['npy, a long header', joined(Uint8Array.of(0x93, ...text('NUMPY'), 2, 0, 255, 255, 255, 255), new Uint8Array(99))],
    ['safetensors, 2^60 rows', safetensors({ dtype: 'F32', shape: [2 ** 60, 4], data_offsets: [0, 64] })],
    ['safetensors, 2^31 columns', safetensors({ dtype: 'F32', shape: [2, 2 ** 31], data_offsets: [0, 2 ** 34] })],
    ['safetensors, no columns', safetensors({ dtype: 'F32', shape: [2, 0], data_offsets: [0, 0] })],
    ['safetensors, integers', safetensors({ dtype: 'I32', shape: [2, 8], data_offsets: [0, 64] })],
    ['safetensors, nothing but nulls', safetensors({ dtype: null, shape: null, data_offsets: null })],
    ['fastText, 2^31 − 1 columns', fastText(8, 2 ** 31 - 1)],
    ['fastText, other columns than its matrix', fastText(8, 7)],
    ['fastText, no columns', fastText(8, 0)],
    ['fastText, a version to come', fastText(4, 13)],
    ['fastText, n-grams of 2^31 − 1', fastText(48, 2 ** 31 - 1)],
    ['fastText, n-grams below none', fastText(44, -1)],
    ['fastText, buckets below none', fastText(40, -1)],
    ['fastText, 2^31 − 1 buckets', fastText(40, 2 ** 31 - 1)],
    ['fastText, 2^31 − 1 words', fastText(64, 2 ** 31 - 1, 2 ** 31 - 1)],
    ['fastText, words below none', fastText(64, -1, -1)],
    ['fastText, 2^28 pruned buckets', fastText(84, 2 ** 28, 0)],
    ['fastText, 2^60 pruned buckets', fastText(84, 0, 2 ** 28)],
    ['fastText, 2^60 rows', fastText(matrixStart(), 0, 2 ** 28)],
    ['fastText, 2^36 rows', fastText(matrixStart(), 0, 2 ** 4)],
    ['fastText, quantized', fastText(matrixStart(), 1).with(matrixStart() - 1, 1)],
  ])('should be refused without reserving for it: %s', async (_, bytes) => {
    const before = process.memoryUsage().rss
    for (const mode of ['strict', 'lenient'] as const) {
      const inputs = [bytes, new Uint8Array(gzipSync(bytes)), inPieces(bytes, 50)]
      for (const input of inputs) {
        const result = await outcome(input, { vocabulary, mode })
        // Lenient readers of streams take the row that is there.
        if (mode === 'lenient') expect([0, 1]).toContain(typeof result === 'number' ? result : 0)
        else expect(result).toEqual(expect.any(String))
      }
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
  })
})
