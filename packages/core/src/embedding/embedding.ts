import { WordloomError } from '../errors.js'
import { createRandom, type RandomGenerator } from '../random/random.js'
import { paddingId, unknownId, type Vocabulary } from '../vocabulary/vocabulary.js'
import type { OutOfVocabularyPolicy } from './out-of-vocabulary.js'

/** A vocabulary and a vector for each of its tokens. */
export interface Embedding {
  /** The tokens, one for each row of the matrix. */
  readonly vocabulary: Vocabulary
  /** Columns of the matrix. */
  readonly dimension: number
  /** `[vocabulary.size, dimension]`, row-major; its memory may be shared between threads. */
  readonly matrix: Float32Array
  /** What stands for a word without a row. */
  readonly outOfVocabulary: OutOfVocabularyPolicy
  /** A view of a row, not a copy. Throws `TOKEN_ID_OUT_OF_RANGE`; with policy `error` `OUT_OF_VOCABULARY` for id 1. */
  row(id: number): Float32Array
  /** A view of a token's row; of the unknown token's when it has none. */
  vector(token: string): Float32Array
  /**
   * Copies rows into `target`, `[ids.length, dimension]`.
   * @throws WordloomError `EMBEDDING_SHAPE` when the target has another size, else as {@link Embedding.row}.
   */
  gather(ids: ArrayLike<number>, target?: Float32Array): Float32Array
}

/** What {@link createEmbedding} takes beside vocabulary and matrix. */
export interface CreateEmbeddingOptions {
  /**
   * Fills row 1, when something first reads that row or the whole matrix: the mean of a large matrix takes time that who
   * only looks up words need not spend. Without it the matrix is taken as it is.
   */
  readonly outOfVocabulary?: OutOfVocabularyPolicy
}

/**
 * Joins a vocabulary and its matrix. The matrix is kept, not copied; with a policy its row 1 is written sooner or later.
 *
 * @param matrix - `[vocabulary.size, dimension]`, row-major.
 * @throws WordloomError `EMBEDDING_SHAPE`
 */
export function createEmbedding(
  vocabulary: Vocabulary,
  matrix: Float32Array,
  dimension: number,
  options: CreateEmbeddingOptions = {},
): Embedding {
  if (!Number.isSafeInteger(dimension) || dimension < 1 || matrix.length !== vocabulary.size * dimension) {
    throw new WordloomError('EMBEDDING_SHAPE', 'A matrix has one row for each token of the vocabulary', {
      expected: `${vocabulary.size} × ${dimension} = ${vocabulary.size * dimension} values`,
      received: matrix.length,
    })
  }
  const policy = options.outOfVocabulary ?? { type: 'zeros' }
  let unknownRowPending = options.outOfVocabulary !== undefined
  const fillUnknownRow = (): void => {
    if (!unknownRowPending) return
    unknownRowPending = false
    fillMissingRow(matrix.subarray(unknownId * dimension, (unknownId + 1) * dimension), policy, () =>
      meanRow(matrix, dimension, vocabulary.specialTokens.length),
    )
  }
  const row = (id: number): Float32Array => {
    if (!Number.isInteger(id) || id < 0 || id >= vocabulary.size) {
      throw new WordloomError('TOKEN_ID_OUT_OF_RANGE', 'No row has this id', {
        expected: `0 to ${vocabulary.size - 1}`,
        received: String(id),
      })
    }
    if (id === unknownId && policy.type === 'error') {
      throw new WordloomError('OUT_OF_VOCABULARY', 'A token has no vector', {
        hint: 'Choose another out-of-vocabulary policy (mean, zeros, random) or check with vocabulary.has().',
      })
    }
    if (id === unknownId) fillUnknownRow()
    return matrix.subarray(id * dimension, (id + 1) * dimension)
  }
  return {
    vocabulary,
    dimension,
    get matrix() {
      fillUnknownRow()
      return matrix
    },
    outOfVocabulary: policy,
    row,
    vector: (token) => row(vocabulary.id(token)),
    gather: (ids, target = new Float32Array(ids.length * dimension)) => {
      if (target.length !== ids.length * dimension) {
        throw new WordloomError('EMBEDDING_SHAPE', 'The target has no room for exactly these rows', {
          expected: ids.length * dimension,
          received: target.length,
        })
      }
      for (let i = 0; i < ids.length; i++) target.set(row(ids[i]!), i * dimension)
      return target
    },
  }
}

/** Fills a row by a policy; `error` leaves zeros, since nobody may read it. */
export function fillMissingRow(
  row: Float32Array,
  policy: OutOfVocabularyPolicy,
  mean: () => Float32Array,
  random: RandomGenerator | undefined = policy.type === 'random' ? createRandom(policy.seed) : undefined,
): void {
  if (policy.type === 'mean') row.set(mean())
  else if (policy.type === 'random') fillUniform(row, random!.nextFloat)
  else row.fill(paddingId)
}

/** Uniform over [−0.05, 0.05), as Keras' Embedding starts. */
export function fillUniform(values: Float32Array, nextFloat: () => number): void {
  for (let i = 0; i < values.length; i++) values[i] = (nextFloat() * 2 - 1) * 0.05
}

/** Mean of the rows from `firstRow` on; zeros when there are none. */
export function meanRow(matrix: Float32Array, dimension: number, firstRow: number): Float32Array {
  const sums = new Float64Array(dimension)
  const rows = matrix.length / dimension
  for (let row = firstRow; row < rows; row++) {
    for (let column = 0; column < dimension; column++) sums[column]! += matrix[row * dimension + column]!
  }
  return Float32Array.from(sums, (sum) => (rows > firstRow ? sum / (rows - firstRow) : 0))
}
