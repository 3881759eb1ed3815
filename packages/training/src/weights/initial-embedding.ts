import {
  embeddingFromSource,
  randomEmbedding,
  WordloomError,
  type Embedding,
  type EmbeddingCoverage,
  type EmbeddingSource,
  type OutOfVocabularyPolicy,
  type RandomGenerator,
  type Vocabulary,
} from '@wordloom/core'

/** Where the rows of the table come from. */
export interface InitialEmbeddingOptions {
  /** @defaultValue random, uniform ±0.05 */
  readonly from?: EmbeddingSource | Embedding | undefined
  /** The dimension asked for; without one it is that of the vectors. */
  readonly dimension?: number | undefined
  /** Dimension of a random table when none was asked for. */
  readonly defaultDimension: number
  /** Rows of words that the vectors lack. */
  readonly missingWords: OutOfVocabularyPolicy
  /** Draws the rows that vectors do not give. */
  readonly random: RandomGenerator
  /** Cancels the work, which then rejects with code `ABORTED`. */
  readonly signal?: AbortSignal | undefined
}

/** The embedding table that a training begins with. */
export interface InitialEmbedding {
  /** The table. */
  readonly embedding: Embedding
  /** Absent for a random table. */
  readonly coverage?: EmbeddingCoverage
  /** `[vocabularySize]`: 1 for the rows that are those of the vectors. Absent for a random table. */
  readonly fromVectors?: Uint8Array
  /** Name of the source, `custom` for vectors that were handed over, or `random`. */
  readonly name: string
}

/**
 * Makes the table that training starts from.
 *
 * @throws WordloomError `EMBEDDING_DIMENSION` when the vectors have another dimension than the one asked for,
 * `NOT_A_NUMBER` for a vector that is not finite, `OUT_OF_VOCABULARY` by policy, and what the source throws.
 */
export async function initialEmbedding(
  vocabulary: Vocabulary,
  options: InitialEmbeddingOptions,
): Promise<InitialEmbedding> {
  const { from, dimension, missingWords, signal } = options
  if (from === undefined) {
    return {
      embedding: randomEmbedding(vocabulary, dimension ?? options.defaultDimension, options.random.fork('embedding')),
      name: 'random',
    }
  }
  const name = isSource(from) ? from.name : 'custom'
  assertDimension(name, dimension, from.dimension)
  const vectors = isSource(from) ? await from.load({ words: wordsOf(vocabulary), ...(signal && { signal }) }) : from
  assertDimension(name, dimension, vectors.dimension)
  const { embedding, coverage } = embeddingFromSource(vocabulary, vectors, missingWords)
  assertFinite(embedding, name)
  return { embedding, coverage, fromVectors: rowsFrom(vectors.vocabulary, vocabulary), name }
}

/** The special tokens never come from vectors. */
function rowsFrom(source: Vocabulary, vocabulary: Vocabulary): Uint8Array {
  const specials = vocabulary.specialTokens.length
  return Uint8Array.from(vocabulary.tokens(), (token, id) => Number(id >= specials && source.has(token)))
}

function isSource(from: EmbeddingSource | Embedding): from is EmbeddingSource {
  return 'kind' in from && from.kind === 'source'
}

function wordsOf(vocabulary: Vocabulary): Set<string> {
  return new Set([...vocabulary.tokens()].slice(vocabulary.specialTokens.length))
}

function assertDimension(name: string, expected: number | undefined, received: number | undefined): void {
  if (expected !== undefined && received !== undefined && expected !== received) {
    throw new WordloomError('EMBEDDING_DIMENSION', `The vectors of '${name}' have another dimension than the model`, {
      name: 'model.embedding.dimension',
      expected: `${expected} as asked for`,
      received,
      hint: 'Leave the dimension out to take that of the vectors, or choose other vectors.',
    })
  }
}

function assertFinite({ matrix, dimension, vocabulary }: Embedding, name: string): void {
  const index = matrix.findIndex((value) => !Number.isFinite(value))
  if (index >= 0) {
    throw new WordloomError('NOT_A_NUMBER', `A vector of '${name}' is not finite`, {
      name: `token ${JSON.stringify(vocabulary.token(Math.floor(index / dimension)))}`,
      expected: 'finite numbers',
      received: String(matrix[index]),
    })
  }
}
