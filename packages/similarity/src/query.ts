import { WordloomError } from '@wordloom/core'
import { unitRow } from './search/exact.js'
import type { WordRows } from './search/rows.js'

/** A word, a vector, or one of them with a weight. */
export type QueryTerm = string | ArrayLike<number> | readonly [term: string | ArrayLike<number>, weight: number]

/** What to look for: a word, a vector, or what is near some words and far from others. */
export type Query =
  | string
  | ArrayLike<number>
  | {
      /** Each counts 1, unless it has a weight. */
      readonly positive?: readonly QueryTerm[]
      /** Each counts −1, unless it has a weight. */
      readonly negative?: readonly QueryTerm[]
    }

/** A query as a vector. */
export interface ResolvedQuery {
  /** Of length 1, or all zeros. */
  readonly vector: Float64Array
  /** Rows of the words in it: they are no answers. */
  readonly ownRows: readonly number[]
}

/** A term with its vector. */
export interface ResolvedTerm {
  /** Of length 1. */
  readonly vector: Float64Array
  readonly weight: number
  /** The row, when it is a word. */
  readonly row: number | undefined
}

/** The terms of a query, those that count 1 and those that count −1. Throws as {@link resolveQuery}. */
export function resolveTerms(rows: WordRows, query: Query): { positive: ResolvedTerm[]; negative: ResolvedTerm[] } {
  const { positive = [], negative = [] } =
    typeof query === 'string' || isVector(query)
      ? { positive: [query] }
      : (query as Exclude<Query, string | ArrayLike<number>>)
  const terms = {
    positive: positive.map((term) => resolveTerm(rows, term, 1)),
    negative: negative.map((term) => resolveTerm(rows, term, -1)),
  }
  if (terms.positive.length + terms.negative.length > 0) return terms
  throw new WordloomError('INVALID_ARGUMENT', 'A query has at least one word or vector', {
    name: 'query',
    expected: 'a word, a vector, or { positive, negative }',
    received: 'nothing',
  })
}

/**
 * The weighted sum of its terms, each brought to length 1, brought to length 1 itself, as gensim's `most_similar` has it.
 *
 * @throws WordloomError `OUT_OF_VOCABULARY`, `EMBEDDING_DIMENSION`, `INVALID_ARGUMENT`
 */
export function resolveQuery(rows: WordRows, query: Query): ResolvedQuery {
  const { positive, negative } = resolveTerms(rows, query)
  const sum = new Float64Array(rows.dimension)
  const ownRows: number[] = []
  for (const { vector, weight, row } of [...positive, ...negative]) {
    for (let column = 0; column < sum.length; column++) sum[column]! += weight * vector[column]!
    if (row !== undefined) ownRows.push(row)
  }
  return { vector: unitRow(sum), ownRows }
}

/** The row of a word. Throws `OUT_OF_VOCABULARY`. */
export function rowOfWord(rows: WordRows, word: string): number {
  const row = rows.words.index(word)
  if (row >= 0) return row
  const lower = word.toLowerCase()
  throw new WordloomError('OUT_OF_VOCABULARY', `There is no vector for ${JSON.stringify(word)}`, {
    hint:
      lower !== word && rows.words.index(lower) >= 0
        ? `There is one for ${JSON.stringify(lower)}: these vectors are of words in lower case.`
        : 'Check the spelling, or leave the word out.',
  })
}

function resolveTerm(rows: WordRows, term: QueryTerm, sign: number): ResolvedTerm {
  if (typeof term !== 'string' && !isVector(term)) {
    const [inner, weight] = term as readonly [string | ArrayLike<number>, number]
    if (typeof weight !== 'number' || !Number.isFinite(weight)) throw badTerm(weight)
    return { ...resolveTerm(rows, inner, sign), weight }
  }
  if (typeof term === 'string') {
    const row = rowOfWord(rows, term)
    return { vector: unitRow(rows.row(row)), weight: sign, row }
  }
  const vector = Float64Array.from(term)
  if (vector.length !== rows.dimension) {
    throw new WordloomError('EMBEDDING_DIMENSION', 'A vector of the query has another dimension than the vectors', {
      expected: rows.dimension,
      received: vector.length,
    })
  }
  if (!vector.every(Number.isFinite)) throw badTerm('NaN or Infinity')
  return { vector: unitRow(vector), weight: sign, row: undefined }
}

/** A list of numbers, and not a word (or vector) with its weight. */
function isVector(term: unknown): term is ArrayLike<number> {
  if (ArrayBuffer.isView(term)) return true
  return Array.isArray(term) && term.every((each) => typeof each === 'number')
}

function badTerm(received: unknown): WordloomError {
  return new WordloomError('INVALID_ARGUMENT', 'A term of a query has a number that is none', {
    name: 'query',
    expected: 'a finite number',
    received: String(received),
  })
}
