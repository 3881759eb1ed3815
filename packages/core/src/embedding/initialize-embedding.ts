import type { RandomGenerator } from '../random/random.js'
import { createRandom } from '../random/random.js'
import { paddingId, type Vocabulary } from '../vocabulary/vocabulary.js'
import { createEmbedding, fillMissingRow, fillUniform, meanRow, type Embedding } from './embedding.js'
import type { OutOfVocabularyPolicy } from './out-of-vocabulary.js'
import { WordloomError } from '../errors.js'

/** How many words of a vocabulary a source had. */
export interface EmbeddingCoverage {
  /** Words of the vocabulary, special tokens not counted. */
  readonly words: number
  /** Of them, those with a vector in the source. */
  readonly found: number
  /** Share of the occurrences that the found words make up; the share of words when counts are not known. */
  readonly occurrences: number
  /** The most frequent words without a vector, at most 20. */
  readonly missingExamples: readonly string[]
}

/**
 * A table as Keras' `Embedding` starts it: uniform over ±0.05. The padding row is zero; no gradient ever reaches it.
 */
export function randomEmbedding(vocabulary: Vocabulary, dimension: number, random: RandomGenerator): Embedding {
  const matrix = new Float32Array(vocabulary.size * dimension)
  fillUniform(matrix, random.nextFloat)
  matrix.fill(0, paddingId * dimension, dimension)
  return createEmbedding(vocabulary, matrix, dimension)
}

/**
 * A table for `vocabulary` with the vectors that `source` has, and rows by `missing` for the others (the unknown token
 * among them). The padding row is zero.
 *
 * @throws WordloomError `OUT_OF_VOCABULARY` when `missing` is `error` and a word is missing.
 */
export function embeddingFromSource(
  vocabulary: Vocabulary,
  source: Embedding,
  missing: OutOfVocabularyPolicy,
): {
  /** The table, one row for each token of the vocabulary. */
  readonly embedding: Embedding
  /** How many of its words have a vector of the source. */
  readonly coverage: EmbeddingCoverage
} {
  const { dimension } = source
  const matrix = new Float32Array(vocabulary.size * dimension)
  const specials = vocabulary.specialTokens.length
  const random = missing.type === 'random' ? createRandom(missing.seed) : undefined
  let mean: Float32Array | undefined
  const missingMean = (): Float32Array =>
    (mean ??= meanRow(source.matrix, dimension, source.vocabulary.specialTokens.length))
  const missingIds: number[] = []
  let found = 0
  let foundCount = 0
  let allCount = 0
  for (let id = 1; id < vocabulary.size; id++) {
    const token = vocabulary.token(id)
    const target = matrix.subarray(id * dimension, (id + 1) * dimension)
    const isWord = id >= specials
    if (isWord) allCount += vocabulary.count(id)
    if (isWord && source.vocabulary.has(token)) {
      target.set(source.vector(token))
      found += 1
      foundCount += vocabulary.count(id)
      continue
    }
    if (isWord) {
      missingIds.push(id)
      if (missing.type === 'error') {
        throw new WordloomError('OUT_OF_VOCABULARY', `The source has no vector for ${JSON.stringify(token)}`, {
          hint: 'Choose mean, zeros or random for missing words.',
        })
      }
    }
    fillMissingRow(target, missing, missingMean, random)
  }
  const words = vocabulary.size - specials
  return {
    embedding: createEmbedding(vocabulary, matrix, dimension),
    coverage: {
      words,
      found,
      occurrences: allCount > 0 ? foundCount / allCount : words > 0 ? found / words : 0,
      missingExamples: missingIds
        .sort((a, b) => vocabulary.count(b) - vocabulary.count(a) || a - b)
        .slice(0, 20)
        .map((id) => vocabulary.token(id)),
    },
  }
}
