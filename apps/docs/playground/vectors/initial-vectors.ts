import { createEmbedding, createVocabulary, type EmbeddingSource } from '@wordloom/core'

/** Vectors of the words that a training has, and of no others. */
export interface InitialVectors {
  /** For people and model cards. */
  readonly name: string
  readonly dimension: number
  readonly words: readonly string[]
  /** `[words, dimension]`, row-major. */
  readonly rows: Float32Array
}

const specialRows = 2

/** The vectors as a source for a training. */
export function sourceOf({ name, dimension, words, rows }: InitialVectors): EmbeddingSource {
  return {
    kind: 'source',
    name,
    dimension,
    async load() {
      const matrix = new Float32Array((specialRows + words.length) * dimension)
      matrix.set(rows, specialRows * dimension)
      return createEmbedding(createVocabulary(words), matrix, dimension, { outOfVocabulary: { type: 'mean' } })
    },
  }
}
