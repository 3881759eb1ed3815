import {
  createCompactEmbedding,
  createEmbedding,
  expandRow,
  hashWord,
  unknownId,
  vocabularyFromTable,
  WordloomError,
  wordTableOf,
  type CompactEmbedding,
  type Embedding,
  type OutOfVocabularyPolicy,
} from '@wordloom/core'
import { kernelsSupport } from '@wordloom/kernels/support'
import { createVectorMemory } from '@wordloom/kernels/vector-memory'
import type { VectorsReport } from '../report.js'
import { rowBytes, type CacheHeader, type CacheType, type Crc32 } from './cache-header.js'
import { createCheckedPages, type SyncRandomAccess } from './checked-pages.js'

/** What is kept beside the vectors. */
export interface CacheNotes {
  readonly report: VectorsReport
  /** The vector that the source has for unknown words. */
  readonly unknownRow?: readonly number[]
}

/** What `loadAll` may be told. */
export interface LoadAllOptions {
  /**
   * What the unknown token's row holds.
   * @defaultValue the source's own vector for unknown words, or else the mean of all
   */
  readonly outOfVocabulary?: OutOfVocabularyPolicy
}

/**
 * Vectors in a binary cache: looked up where they are. A lookup reads a few pages of the file, which the system keeps for
 * all processes, and the memory of this one does not grow. All of it throws `CACHE_DAMAGED` when what was read is not
 * what was written.
 */
export interface VectorStore {
  /** Words. */
  readonly size: number
  /** Numbers of a vector. */
  readonly dimension: number
  /** How the numbers are kept. */
  readonly dtype: CacheType
  /** What was found when the source was read. */
  readonly report: VectorsReport
  /** Whether a word has a vector. */
  has(word: string): boolean
  /** The number of a word, from 0 in the order of the source; −1 when it is not there. */
  index(word: string): number
  /** Throws `TOKEN_ID_OUT_OF_RANGE`. */
  word(index: number): string
  /** A word's vector as float32, a copy. */
  vector(word: string): Float32Array | undefined
  /** A row as float32, a copy. Throws `TOKEN_ID_OUT_OF_RANGE`. */
  row(index: number): Float32Array
  /**
   * Everything as an embedding in memory that threads share where the runtime lets them, for `dtype` float32.
   * Rows 0 and 1 are padding and unknown.
   *
   * @throws WordloomError `INVALID_ARGUMENT` for another `dtype`
   */
  loadAll(options?: LoadAllOptions): Embedding
  /** Everything as a compact table, for `dtype` float16 and int8; the unknown token's row is zero or the source's own. */
  loadCompact(): CompactEmbedding
  /** Closes the file; the store is then of no use, and what was loaded stays. */
  close(): void
}

export interface VectorStoreOptions {
  readonly access: SyncRandomAccess
  readonly header: CacheHeader
  readonly crc32: Crc32
  /** For messages. */
  readonly file: string
  readonly close: () => void
}

const reservedRows = 2

/** A store over an open cache. Throws `CACHE_DAMAGED`. */
export function createVectorStore({ access, header, crc32, file, close }: VectorStoreOptions): VectorStore {
  const { dtype, dimension, rows, sections, seed, slots } = header
  const pages = createCheckedPages(access, header, crc32, file)
  const encoder = new TextEncoder()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const numberAt = (section: number, index: number): number => {
    const bytes = pages.bytes(section + 4 * index, 4)
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, littleEndian)
  }
  const wordBytes = (index: number): Uint8Array => {
    const start = numberAt(sections.offsets, index)
    const length = numberAt(sections.offsets, index + 1) - start
    return length < 0 || start + length > header.wordBytes
      ? new Uint8Array()
      : pages.bytes(sections.words + start, length)
  }
  const index = (word: string): number => {
    if (!word.isWellFormed()) return -1
    const wanted = encoder.encode(word)
    const first = hashWord(wanted, 0, wanted.length, seed)
    // A file that somebody made may have no empty slot.
    for (let probe = 0; probe < slots; probe++) {
      const candidate = numberAt(sections.slots, (first + probe) & (slots - 1)) - 1
      if (candidate < 0) return -1
      if (candidate < rows && isSame(wordBytes(candidate), wanted)) return candidate
    }
    return -1
  }
  const checkIndex = (wanted: number): void => {
    if (Number.isInteger(wanted) && wanted >= 0 && wanted < rows) return
    throw new WordloomError('TOKEN_ID_OUT_OF_RANGE', 'No word has this index', {
      file,
      expected: `0 to ${rows - 1}`,
      received: String(wanted),
    })
  }
  const row = (wanted: number): Float32Array => {
    checkIndex(wanted)
    const length = rowBytes(header)
    const bytes = pages.bytes(sections.matrix + wanted * length, length).slice()
    if (dtype === 'float32') return new Float32Array(bytes.buffer)
    if (dtype === 'float16') return expandRow(new Uint16Array(bytes.buffer), undefined)
    const scale = pages.bytes(sections.scales + 4 * wanted, 4).slice()
    return expandRow(new Int8Array(bytes.buffer), new Float32Array(scale.buffer)[0])
  }
  const notes = JSON.parse(decoder.decode(pages.bytes(sections.json, header.jsonBytes).slice())) as CacheNotes

  /** Reads all into one memory. */
  const load = () => {
    const memory = createVectorMemory(kernelsSupport().threads)
    const words = memory.allocate(header.wordBytes)
    const offsets = memory.allocate(4 * (rows + 1))
    const slotsAt = memory.allocate(4 * slots)
    const values = memory.allocate((reservedRows + rows) * rowBytes(header))
    pages.load(memory.uint8(words, header.wordBytes), sections.words)
    pages.load(memory.uint8(offsets, 4 * (rows + 1)), sections.offsets)
    pages.load(memory.uint8(slotsAt, 4 * slots), sections.slots)
    pages.load(memory.uint8(values + reservedRows * rowBytes(header), rows * rowBytes(header)), sections.matrix)
    const table = wordTableOf({
      bytes: memory.uint8(words, header.wordBytes),
      offsets: memory.uint32(offsets, rows + 1),
      slots: memory.uint32(slotsAt, slots),
      seed,
    })
    return { memory, values, vocabulary: vocabularyFromTable(table) }
  }
  return {
    size: rows,
    dimension,
    dtype,
    report: notes.report,
    has: (word) => index(word) >= 0,
    index,
    word(wanted) {
      checkIndex(wanted)
      return decoder.decode(wordBytes(wanted).slice())
    },
    vector(word) {
      const found = index(word)
      return found < 0 ? undefined : row(found)
    },
    row,
    loadAll({ outOfVocabulary } = {}) {
      if (dtype !== 'float32') throw wrongType(file, dtype, 'loadCompact')
      const { memory, values, vocabulary } = load()
      const matrix = memory.float32(values, vocabulary.size * dimension)
      if (notes.unknownRow !== undefined) matrix.set(notes.unknownRow, unknownId * dimension)
      const policy = outOfVocabulary ?? (notes.unknownRow === undefined ? ({ type: 'mean' } as const) : undefined)
      return createEmbedding(vocabulary, matrix, dimension, policy === undefined ? {} : { outOfVocabulary: policy })
    },
    loadCompact() {
      if (dtype === 'float32') throw wrongType(file, dtype, 'loadAll')
      const { memory, values, vocabulary } = load()
      const count = vocabulary.size * dimension
      const { buffer } = memory.uint8(values, count)
      if (dtype === 'float16') {
        return createCompactEmbedding({ vocabulary, dimension, dtype, values: new Uint16Array(buffer, values, count) })
      }
      const scales = new Float32Array(vocabulary.size)
      pages.load(new Uint8Array(scales.buffer, 4 * reservedRows, 4 * rows), sections.scales)
      return createCompactEmbedding({
        vocabulary,
        dimension,
        dtype,
        values: new Int8Array(buffer, values, count),
        scales,
      })
    },
    close,
  }
}

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

function wrongType(file: string, received: CacheType, hint: string): WordloomError {
  return new WordloomError('INVALID_ARGUMENT', 'The cache holds another type of values than was asked for', {
    file,
    received,
    hint: `Use ${hint}, or open the vectors with another \`dtype\`.`,
  })
}
