import {
  compactRows,
  encodeSafetensors,
  tensorFromFloat32,
  unknownId,
  WordloomError,
  type Embedding,
} from '@wordloom/core'
import { containerOf } from '../open/sniff.js'
import { formatHeadBytes, formatOf } from './sniff-format.js'
import { longestWord } from './read-word2vec-binary.js'
import { wordsKey } from './read-safetensors.js'
import { shortestNumber } from './shortest-number.js'

/** The formats that vectors are written in. fastText's `.vec` files are `word2vec`. */
export type WritableFormat = 'glove' | 'word2vec' | 'word2vec-binary' | 'npy' | 'safetensors'

/** How to write vectors. */
export interface EncodeVectorsOptions {
  /** What to write. */
  readonly format: WritableFormat
  /** Of the numbers, for npy and safetensors. @defaultValue 'float32' */
  readonly dtype?: 'float32' | 'float16'
  /** Writes the vector of the unknown token as a last row `<unk>`, as GloVe's own program does; only for `glove`. */
  readonly unknown?: boolean
}

/** Bytes that are handed on at once. */
const pieceBytes = 262_144
const specials = 2

/**
 * Vectors in a file format, piece by piece. Padding is left out, and so is the unknown token if it is not asked for. What is
 * written reads back as the same words and the same float32 values, all bits of them.
 *
 * @throws WordloomError `VOCABULARY_TOKEN_NOT_TEXT` for a word that the format cannot hold, before anything is written;
 * `NOT_A_NUMBER` for a value that it cannot hold; `INVALID_ARGUMENT`
 */
export function encodeVectors(embedding: Embedding, options: EncodeVectorsOptions): Iterable<Uint8Array> {
  const { format, dtype = 'float32', unknown = false } = options
  const encode = encoders[format] as Encoder | undefined
  if (encode === undefined) throw invalid('format', Object.keys(encoders).join(', '), format)
  if (!['float32', 'float16'].includes(dtype)) throw invalid('dtype', 'float32 or float16', dtype)
  if (dtype !== 'float32' && format !== 'npy' && format !== 'safetensors')
    throw invalid('dtype', `float32 for ${format}`, dtype)
  if (unknown && format !== 'glove') throw invalid('unknown', `false for ${format}`, 'true')
  assertWords(embedding, format, unknown)
  return encode(embedding, { format, dtype, unknown })
}

type Encoder = (embedding: Embedding, options: Required<EncodeVectorsOptions>) => Iterable<Uint8Array>

const encoders: Readonly<Record<WritableFormat, Encoder>> = {
  glove: (embedding, { unknown }) => inPieces(textRows(embedding, unknown)),
  word2vec: (embedding) => inPieces(withHeader(embedding, textRows(embedding, false))),
  'word2vec-binary': (embedding) => inPieces(withHeader(embedding, binaryRows(embedding))),
  npy: (embedding, { dtype }) => inPieces(npyParts(embedding, dtype)),
  safetensors: (embedding, { dtype }) => [safetensorsFile(embedding, dtype)],
}

/** Refuses words that would come back as others, or not at all. */
function assertWords(embedding: Embedding, format: WritableFormat, unknown: boolean): void {
  const { vocabulary } = embedding
  if (format === 'safetensors') return
  let id = 0
  for (const word of vocabulary.tokens()) {
    id += 1
    if (id <= specials) continue
    const isFirst = id === specials + 1
    const isLast = id === vocabulary.size && !unknown
    const reason = reasonAgainst(word, format, { isFirst, isLast, vectors: embedding })
    if (reason === undefined) continue
    throw new WordloomError(
      'VOCABULARY_TOKEN_NOT_TEXT',
      `The format ${format} cannot hold the word ${JSON.stringify(word)}`,
      {
        name: `id ${id - 1}`,
        received: reason,
        hint: 'Write safetensors, which hold any word, or leave the word out.',
      },
    )
  }
}

function reasonAgainst(
  word: string,
  format: WritableFormat,
  { isFirst, isLast, vectors }: { readonly isFirst: boolean; readonly isLast: boolean; readonly vectors: Embedding },
): string | undefined {
  if (word.includes('\n')) return 'it has a line feed'
  if (!word.isWellFormed()) return 'it has half of a surrogate pair'
  if (format === 'npy') return word === '' && isLast ? 'the last line would be empty' : undefined
  if (word === '') return 'it is empty'
  if (format !== 'glove' && word.includes(' ')) return 'it has a space'
  if (isFirst && !beginsAs(format, word, vectors)) return 'the file would begin like one of another format'
  if (format === 'word2vec-binary') return 3 * word.length > longestWord ? 'it is too long' : undefined
  if (isFirst && format === 'glove' && word.startsWith('\ufeff')) return 'it begins with a byte order mark'
  if (isFirst && format === 'glove' && vectors.dimension === 1 && /^\d+$/.test(word))
    return 'its row would be taken for a header'
  if (isLast && word === '<unk>') return 'as the last row it stands for unknown words'
  // Fields at the end of a row are numbers as far as they look like it, and one more would be taken for the vector's.
  if (/ [+-]?(\d|\.\d|nan|inf)\S* *$/i.test(word)) return 'it ends in what looks like a number'
  return undefined
}

/** Whether a file with this first word is taken for what it is. */
function beginsAs(format: WritableFormat, word: string, { vocabulary, dimension }: Embedding): boolean {
  const header = format === 'glove' ? '' : `${vocabulary.size - specials} ${dimension}\n`
  const head = new TextEncoder().encode(`${header}${word} `)
  if (format === 'word2vec-binary' && head.length + 4 > formatHeadBytes) return false
  // The numbers are not there yet, so that binary and text files of word2vec look alike.
  const found = formatOf(head)
  return containerOf(head) === 'plain' && (found === 'text' || found === 'word2vec-binary')
}

function* textRows({ vocabulary, dimension, matrix }: Embedding, unknown: boolean): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  const numbers = new Array<string>(dimension)
  const row = (id: number, word: string): Uint8Array => {
    for (let column = 0; column < dimension; column++) {
      const value = matrix[id * dimension + column]!
      if (!Number.isFinite(value)) throw notFinite(word, value)
      numbers[column] = shortestNumber(value)
    }
    return encoder.encode(`${word} ${numbers.join(' ')}\n`)
  }
  let id = -1
  for (const word of vocabulary.tokens()) if (++id >= specials) yield row(id, word)
  if (unknown) yield row(unknownId, '<unk>')
}

function* binaryRows({ vocabulary, dimension, matrix }: Embedding): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let id = -1
  for (const word of vocabulary.tokens()) {
    if (++id < specials) continue
    yield encoder.encode(`${word} `)
    yield littleEndian(matrix.subarray(id * dimension, (id + 1) * dimension))
    // As word2vec itself writes it.
    yield lineFeed
  }
}

const lineFeed = Uint8Array.of(0x0a)

function* withHeader({ vocabulary, dimension }: Embedding, rows: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield new TextEncoder().encode(`${vocabulary.size - specials} ${dimension}\n`)
  yield* rows
}

function* npyParts({ vocabulary, dimension, matrix }: Embedding, dtype: 'float32' | 'float16'): Generator<Uint8Array> {
  const rows = vocabulary.size - specials
  const descr = dtype === 'float32' ? '<f4' : '<f2'
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${rows}, ${dimension}), }`
  // Magic, version and length are ten bytes; numbers begin at a multiple of 64.
  const length = Math.ceil((10 + header.length + 1) / 64) * 64 - 10
  yield Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 0xff, length >> 8)
  yield new TextEncoder().encode(`${header.padEnd(length - 1)}\n`)
  const step = Math.max(1, Math.floor(pieceBytes / dimension))
  for (let row = specials; row < vocabulary.size; row += step) {
    const values = matrix.subarray(row * dimension, (row + step) * dimension)
    yield littleEndian(dtype === 'float32' ? values : (compactRows(values, dimension, 'float16').values as Uint16Array))
  }
}

function safetensorsFile({ vocabulary, dimension, matrix }: Embedding, dtype: 'float32' | 'float16'): Uint8Array {
  const rows = vocabulary.size - specials
  const data = new Float32Array(matrix.subarray(specials * dimension))
  const tensor = tensorFromFloat32({ shape: [rows, dimension], data }, dtype === 'float32' ? 'F32' : 'F16')
  const words = JSON.stringify([...vocabulary.tokens()].slice(specials))
  return encodeSafetensors(new Map([['embeddings', tensor]]), { [wordsKey]: words })
}

/** The words of an npy file, one a line. */
export function* encodeWordLines({ vocabulary }: Embedding): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let id = -1
  for (const word of vocabulary.tokens()) if (++id >= specials) yield encoder.encode(`${word}\n`)
}

function littleEndian(values: Float32Array | Uint16Array): Uint8Array {
  const bytes = new Uint8Array(values.byteLength)
  const view = new DataView(bytes.buffer)
  for (const [index, value] of values.entries()) {
    if (values instanceof Float32Array) view.setFloat32(4 * index, value, true)
    else view.setUint16(2 * index, value, true)
  }
  return bytes
}

/** Joins small parts. */
function* inPieces(parts: Iterable<Uint8Array>): Generator<Uint8Array> {
  let piece = new Uint8Array(pieceBytes)
  let filled = 0
  for (const part of parts) {
    if (filled + part.length > piece.length && filled > 0) {
      yield piece.subarray(0, filled)
      piece = new Uint8Array(pieceBytes)
      filled = 0
    }
    if (part.length > piece.length) yield part
    else {
      piece.set(part, filled)
      filled += part.length
    }
  }
  if (filled > 0) yield piece.subarray(0, filled)
}

function invalid(name: string, expected: string, received: string): WordloomError {
  return new WordloomError('INVALID_ARGUMENT', 'An option is out of range', { name, expected, received })
}

function notFinite(word: string, received: number): WordloomError {
  return new WordloomError('NOT_A_NUMBER', `The vector of ${JSON.stringify(word)} has a value that text cannot hold`, {
    received: String(received),
    hint: 'Write safetensors or npy.',
  })
}
