import { WordloomError } from '../errors.js'
import { float32ToHalf, halfToFloat32 } from '../model/half.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { createEmbedding, type Embedding } from './embedding.js'

/** How the values of a compact table are kept. */
export type CompactType = 'float16' | 'int8'

/**
 * A vocabulary and a vector for each of its tokens, in half or a quarter of the memory.
 *
 * - `float16`: each value rounded to IEEE 754 binary16, ties to even: off by at most 2⁻¹¹ of its size, or 2⁻²⁵ where it is
 *   below 2⁻¹⁴. Values from 65,520 on do not fit.
 * - `int8`: each row is whole numbers from −127 to 127 times a scale, the largest absolute value of the row ÷ 127: off by at
 *   most half of the scale.
 */
export interface CompactEmbedding {
  /** The tokens, one for each row. */
  readonly vocabulary: Vocabulary
  /** Values of a row. */
  readonly dimension: number
  /** How the values are kept. */
  readonly dtype: CompactType
  /** `[vocabulary.size, dimension]`, row-major: binary16 bits, or whole numbers. */
  readonly values: Uint16Array | Int8Array
  /** `[vocabulary.size]`, for `int8`. */
  readonly scales: Float32Array | undefined
  /** A row as float32, a copy. Throws `TOKEN_ID_OUT_OF_RANGE`. */
  row(id: number): Float32Array
  /** A token's row as float32, a copy; the unknown token's when it has none. */
  vector(token: string): Float32Array
}

const largestInt8 = 127

/** What a compact table is made of. */
export interface CompactParts {
  /** The tokens, one for each row. */
  readonly vocabulary: Vocabulary
  /** Values of a row. */
  readonly dimension: number
  /** How the values are kept. */
  readonly dtype: CompactType
  /** `[vocabulary.size, dimension]`, row-major: binary16 bits, or whole numbers. */
  readonly values: Uint16Array | Int8Array
  /** `[vocabulary.size]`, for `int8`. */
  readonly scales?: Float32Array | undefined
}

/**
 * Joins a vocabulary and compact values, which are kept, not copied.
 *
 * @throws WordloomError `EMBEDDING_SHAPE`
 */
export function createCompactEmbedding(parts: CompactParts): CompactEmbedding {
  const { vocabulary, dimension, dtype, values, scales } = parts
  const { size } = vocabulary
  if (values.length !== size * dimension || (dtype === 'int8') !== (scales !== undefined)) {
    throw shapeError(size, dimension, values.length)
  }
  if (scales !== undefined && scales.length !== size) throw shapeError(size, 1, scales.length)
  const row = (id: number): Float32Array => {
    if (!Number.isInteger(id) || id < 0 || id >= size) {
      throw new WordloomError('TOKEN_ID_OUT_OF_RANGE', 'No row has this id', {
        expected: `0 to ${size - 1}`,
        received: String(id),
      })
    }
    const stored = values.subarray(id * dimension, (id + 1) * dimension)
    return expandRow(stored, scales?.[id])
  }
  return { vocabulary, dimension, dtype, values, scales, row, vector: (token) => row(vocabulary.id(token)) }
}

/**
 * Makes a compact table of an embedding.
 *
 * @throws WordloomError `NOT_A_NUMBER` for a value that `dtype` cannot hold.
 */
export function compactEmbedding(embedding: Embedding, dtype: CompactType): CompactEmbedding {
  const { vocabulary, dimension, matrix } = embedding
  const { values, scales } = compactRows(matrix, dimension, dtype)
  return createCompactEmbedding({ vocabulary, dimension, dtype, values, scales })
}

/** The embedding that a compact table stands for. */
export function expandEmbedding(compact: CompactEmbedding): Embedding {
  const { vocabulary, dimension } = compact
  const matrix = new Float32Array(vocabulary.size * dimension)
  for (let id = 0; id < vocabulary.size; id++) matrix.set(compact.row(id), id * dimension)
  return createEmbedding(vocabulary, matrix, dimension)
}

/** Rows in compact form. */
export interface CompactRows {
  /** `[rows, dimension]`, row-major: binary16 bits, or whole numbers. */
  readonly values: Uint16Array | Int8Array
  /** `[rows]`, for `int8`. */
  readonly scales: Float32Array | undefined
}

/**
 * Rounds rows, `[rows, dimension]`.
 *
 * @throws WordloomError `NOT_A_NUMBER`
 */
export function compactRows(matrix: Float32Array, dimension: number, dtype: CompactType): CompactRows {
  if (dtype === 'float16') {
    const values = float32ToHalf(new Float32Array(matrix))
    const infinite = values.findIndex((half) => (half & 0x7c00) === 0x7c00)
    if (infinite >= 0) throw tooLarge(matrix[infinite]!, Math.floor(infinite / dimension))
    return { values, scales: undefined }
  }
  const values = new Int8Array(matrix.length)
  const scales = new Float32Array(matrix.length / dimension)
  for (let row = 0; row < scales.length; row++) {
    const start = row * dimension
    let largest = 0
    for (let at = start; at < start + dimension; at++) largest = Math.max(largest, Math.abs(matrix[at]!))
    if (!Number.isFinite(largest)) throw tooLarge(largest, row)
    // The scale is rounded to float32, and a value that it makes larger than 127 is cut.
    const scale = Math.fround(largest / largestInt8)
    scales[row] = scale
    if (scale === 0) continue
    for (let at = start; at < start + dimension; at++) values[at] = roundToEven(matrix[at]! / scale)
  }
  return { values, scales }
}

/** A compact row as float32. */
export function expandRow(values: Uint16Array | Int8Array, scale: number | undefined): Float32Array {
  if (values instanceof Uint16Array) return halfToFloat32(values)
  return Float32Array.from(values, (value) => value * scale!)
}

function roundToEven(value: number): number {
  const rounded = Math.round(value)
  const even = rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
  return Math.max(-largestInt8, Math.min(largestInt8, even))
}

function shapeError(size: number, dimension: number, received: number): WordloomError {
  return new WordloomError('EMBEDDING_SHAPE', 'A compact table has one row for each token of the vocabulary', {
    expected: `${size} × ${dimension} values`,
    received,
    hint: 'Scales, one a row, belong to int8 and to nothing else.',
  })
}

function tooLarge(received: number, row: number): WordloomError {
  return new WordloomError('NOT_A_NUMBER', 'A value does not fit into the compact type', {
    name: `row ${row}`,
    received,
    hint: 'Keep these vectors as float32.',
  })
}
