import { tableOfVocabulary, type CompactEmbedding, type Embedding, type WordTable } from '@wordloom/core'

/** Vectors that can be searched: an embedding, or a compact one. */
export type SearchableVectors = Embedding | CompactEmbedding

/** The words of vectors and their rows, counted from 0: padding, unknown and other special tokens are left out. */
export interface WordRows {
  readonly words: WordTable
  readonly size: number
  readonly dimension: number
  /** The vectors themselves, `[size, dimension]`, when they are float32. */
  readonly matrix: Float32Array | undefined
  /** A row as float32; not to be changed. */
  row(index: number): Float32Array
}

/** The rows that answer questions. */
export function wordRows(vectors: SearchableVectors): WordRows {
  const { vocabulary, dimension } = vectors
  const specials = vocabulary.specialTokens.length
  const words = tableOfVocabulary(vocabulary)
  // Reading the matrix of an embedding fills its row for unknown words, which takes time and is not needed here.
  const matrix = 'matrix' in vectors ? wordsOfMatrix(vectors, specials, words.size) : undefined
  return {
    words,
    size: words.size,
    dimension,
    matrix,
    row:
      matrix === undefined
        ? (index) => vectors.row(specials + index)
        : (index) => matrix.subarray(index * dimension, (index + 1) * dimension),
  }
}

function wordsOfMatrix(embedding: Embedding, specials: number, size: number): Float32Array {
  const { dimension } = embedding
  if (size === 0) return new Float32Array()
  const first = embedding.row(specials)
  return new Float32Array(first.buffer, first.byteOffset, size * dimension)
}
