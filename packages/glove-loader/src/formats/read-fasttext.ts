import { WordloomError, type Embedding } from '@wordloom/core'
import { kernelsSupport } from '@wordloom/kernels/support'
import { createVectorMemory } from '@wordloom/kernels/vector-memory'
import { assertNotAborted } from '../parse/assert-options.js'
import type { LoadedVectors } from '../report.js'
import type { ByteReader } from './byte-reader.js'
import { subwordBuckets, type SubwordRules } from './fasttext-subwords.js'
import { assertShape, pauseAtRow, type ReadFormatOptions } from './read-options.js'
import { createRowCollector } from './row-collector.js'

const newestVersion = 12
const oldestVersion = 11
/** Of `model` in the arguments. */
const supervised = 3
const longestWord = 65_536
/** Characters of an n-gram: fastText's own default is 6; more would only make a hostile file slow. */
const longestGram = 64
/** The end of a sentence, which has no n-grams. */
const endOfSentence = '</s>'
const labelType = 1
/** Bytes that are read of the matrix at once. */
const matrixPiece = 4_194_304

interface Dictionary {
  readonly words: readonly Uint8Array[]
  readonly rules: SubwordRules
  /** Where buckets went when the model was pruned; nothing when it was not. */
  readonly pruned: ReadonlyMap<number, number> | undefined
}

/**
 * Reads a fastText model (`.bin`), versions 11 and 12, not quantized. A word's vector is the mean of its own row and those
 * of its n-grams, added in float32 in fastText's order, so all bits are those of `get_word_vector`. The embedding's `vector`
 * gives that for words that are not in the dictionary, too: from their n-grams.
 *
 * @see https://github.com/facebookresearch/fastText, `src/fasttext.cc`, `src/dictionary.cc`, `src/args.cc`
 * @throws WordloomError `VECTORS_MALFORMED`, `EMBEDDING_DIMENSION`, and those of `createRowCollector`
 */
export async function readFastText(reader: ByteReader, options: ReadFormatOptions): Promise<LoadedVectors> {
  const { name } = options
  const { dimension, rules: stated } = await readArguments(reader, name)
  const dictionary = await readDictionary(reader, options, stated, dimension)
  const { words, rules, pruned } = dictionary
  const quantized = (await reader.take(1))[0]
  if (quantized !== 0) throw unreadable(name, 'a model that is not quantized', 'a quantized one (.ftz)')
  const shape = new DataView((await reader.take(16)).buffer)
  const rows = Number(shape.getBigInt64(0, true))
  const columns = Number(shape.getBigInt64(8, true))
  assertShape(name, { rows, dimension: columns }, 4 * columns, options)
  const needed = words.length + (pruned === undefined ? rules.buckets : pruned.size)
  if (columns !== dimension || rows < needed)
    throw unreadable(name, `${needed} × ${dimension} numbers`, `${rows} × ${columns}`)
  const matrix = await readMatrix(reader, rows * dimension, options)

  const composed = new Float32Array(dimension)
  const compose = (rowsOfWord: readonly number[]): Float32Array => {
    composed.fill(0)
    for (const row of rowsOfWord) {
      const start = row * dimension
      for (let column = 0; column < dimension; column++) composed[column]! += matrix[start + column]!
    }
    const share = Math.fround(1 / rowsOfWord.length)
    for (let column = 0; column < dimension; column++) composed[column]! *= share
    return composed
  }
  const gramRows = (word: Uint8Array): number[] =>
    subwordBuckets(word, rules).flatMap((bucket) => {
      const row = pruned === undefined ? bucket : pruned.get(bucket)
      return row === undefined ? [] : [words.length + row]
    })
  const collector = createRowCollector(dimension, words.length, name, options)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for (const [index, word] of words.entries()) {
    await pauseAtRow(index, () => reader.position, options)
    if (collector.isFull) break
    if (!collector.wants(word, reader.position)) continue
    collector.keep(compose([index, ...(decoder.decode(word) === endOfSentence ? [] : gramRows(word))]))
  }
  const { embedding, report } = collector.finish('fasttext', { words: words.length, dimension })
  const encoder = new TextEncoder()
  const withSubwords: Embedding = {
    ...embedding,
    get matrix() {
      return embedding.matrix
    },
    vector(token) {
      if (embedding.vocabulary.has(token) || rules.maximum === 0) return embedding.vector(token)
      const grams = gramRows(encoder.encode(token))
      return grams.length === 0 ? embedding.vector(token) : compose(grams).slice()
    },
  }
  return { embedding: withSubwords, report }
}

async function readArguments(reader: ByteReader, name: string) {
  const view = new DataView((await reader.take(8 + 12 * 4 + 8)).buffer)
  const version = view.getInt32(4, true)
  if (version < oldestVersion || version > newestVersion)
    throw unreadable(name, 'version 11 or 12', `version ${version}`)
  const number = (index: number): number => view.getInt32(8 + 4 * index, true)
  const [dimension, model, buckets, minimum] = [number(0), number(7), number(8), number(9)]
  // Supervised models of the older version had no n-grams, whatever they say.
  const maximum = version === oldestVersion && model === supervised ? 0 : number(10)
  const isRight = [buckets, minimum, maximum].every((each) => each >= 0) && maximum <= longestGram
  if (!isRight)
    throw unreadable(
      name,
      `buckets and n-grams from 0, of at most ${longestGram} characters`,
      `${buckets}, ${minimum}, ${maximum}`,
    )
  return { dimension, rules: { buckets: maximum === 0 ? 0 : buckets, minimum, maximum } }
}

async function readDictionary(
  reader: ByteReader,
  options: ReadFormatOptions,
  rules: SubwordRules,
  dimension: number,
): Promise<Dictionary> {
  const { name, signal } = options
  const view = new DataView((await reader.take(28)).buffer)
  const [size, wordCount] = [view.getInt32(0, true), view.getInt32(4, true)]
  const prunedCount = Number(view.getBigInt64(20, true))
  // An entry is a word of no byte, its zero, a count and a type.
  assertShape(name, { rows: size, dimension }, 10, options)
  if (wordCount < 0 || wordCount > size) throw unreadable(name, `at most ${size} words`, String(wordCount))
  const words: Uint8Array[] = []
  for (let entry = 0; entry < size; entry++) {
    const word = await reader.until(0, longestWord)
    const type = (await reader.take(9))[8]
    if (type !== labelType) words.push(word)
    if (entry % 8192 === 0) assertNotAborted(signal, name)
  }
  if (words.length !== wordCount) throw unreadable(name, `${wordCount} words`, String(words.length))
  if (prunedCount < 0) return { words, rules, pruned: undefined }
  assertShape(name, { rows: prunedCount, dimension }, 8, options)
  const pairs = new DataView((await reader.take(8 * prunedCount)).buffer)
  const pruned = new Map<number, number>()
  for (let pair = 0; pair < prunedCount; pair++) {
    const row = pairs.getInt32(8 * pair + 4, true)
    if (row < 0 || row >= prunedCount) throw unreadable(name, `rows below ${prunedCount}`, String(row))
    pruned.set(pairs.getInt32(8 * pair, true), row)
  }
  return { words, rules, pruned }
}

/** Into memory that similarity and threads can use, if there is such. */
async function readMatrix(reader: ByteReader, values: number, options: ReadFormatOptions): Promise<Float32Array> {
  const memory = createVectorMemory(kernelsSupport().threads)
  const pointer = memory.allocate(4 * values)
  const bytes = memory.uint8(pointer, 4 * values)
  for (let start = 0; start < bytes.length; start += matrixPiece) {
    await reader.fill(bytes.subarray(start, start + matrixPiece))
    await pauseAtRow(0, () => reader.position, options)
  }
  return memory.float32(pointer, values)
}

function unreadable(file: string, expected: string, received: string): WordloomError {
  return new WordloomError('VECTORS_MALFORMED', 'This fastText model cannot be read', {
    file,
    expected,
    received,
    hint: 'fastText writes its word vectors as text, too (.vec).',
  })
}
