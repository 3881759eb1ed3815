import { WordloomError } from '@wordloom/core'
import type { StartSearchThread } from '@wordloom/kernels/vector-search'
// Which file this is depends on the platform: see "imports" in package.json.
// eslint-disable-next-line @nx/enforce-module-boundaries
import { defaultThreads, startSearchThread } from '#threads'
import { wordMoversDistance, type WordMoversDistanceOptions } from './documents/word-movers-distance.js'
import { evaluateSections, type AnalogiesEvaluation, type EvaluateAnalogiesOptions } from './evaluate/analogies.js'
import type { AnalogySection, WordPair } from './evaluate/parse.js'
import { evaluatePairs, type EvaluateWordPairsOptions, type WordPairsEvaluation } from './evaluate/word-pairs.js'
import { mostSimilarCosmul } from './most-similar-cosmul.js'
import type { Neighbor } from './neighbor.js'
import { resolveQuery, type Query, type ResolvedQuery } from './query.js'
import { bestRows } from './search/exact.js'
import { wordRows, type SearchableVectors, type WordRows } from './search/rows.js'
import { createSearchEngine, type SearchEngine } from './search/search-engine.js'
import { listSimilarity, oddOneOut, wordSimilarity } from './word-lists.js'

/** How to search. */
export interface SimilarityOptions {
  /**
   * Threads that search, the calling one included. Answers do not depend on it.
   * @defaultValue in Node one a processor, at most 4; elsewhere 1
   */
  readonly threads?: number
  /** Starts a thread that calls `runSearchThread` of `@wordloom/kernels/vector-search`. @defaultValue a worker of Node */
  readonly startThread?: StartSearchThread
}

/** Which answers are wanted. */
export interface MostSimilarOptions {
  /** How many. @defaultValue 10 */
  readonly topk?: number
  /** Only these words may be answers; those without a vector are none. */
  readonly among?: Iterable<string>
  /** These words are no answers, beside those of the query. */
  readonly exclude?: Iterable<string>
  /** Only the first words may be answers: the most frequent ones of most files. @defaultValue all */
  readonly restrictVocabulary?: number
}

/**
 * Answers about vectors. Nearest words are exact: whatever the passes over the rows round, what they leave in doubt is
 * computed in float64, and of equally near words the first of the vectors comes first. Padding, unknown and other special
 * tokens are never answers.
 *
 * All of it throws `OUT_OF_VOCABULARY` for a word without a vector where it does not say otherwise, and `DISPOSED`.
 */
export interface Similarity {
  /** The nearest words by cosine, the words of the query left out. Throws `INVALID_ARGUMENT`, `EMBEDDING_DIMENSION`. */
  mostSimilar(query: Query, options?: MostSimilarOptions): Neighbor[]
  /** {@link Similarity.mostSimilar} for many queries at once, several times as fast. */
  mostSimilarOfMany(queries: readonly Query[], options?: Omit<MostSimilarOptions, 'among'>): Neighbor[][]
  /** Words by 3CosMul (Levy and Goldberg 2014); `similarity` is its score, not a cosine. */
  mostSimilarCosmul(query: Query, options?: Omit<MostSimilarOptions, 'among' | 'restrictVocabulary'>): Neighbor[]
  /** The word that is farthest from the others; words without a vector are left out. */
  doesntMatch(words: readonly string[]): string
  /** The cosine of two words. */
  similarity(first: string, second: string): number
  /** The cosine of the means of two lists of words; words without a vector are left out. */
  nSimilarity(first: readonly string[], second: readonly string[]): number
  /** Word Mover's Distance of two lists of words; those without a vector are left out, Infinity when none is left. */
  wordMoversDistance(first: readonly string[], second: readonly string[], options?: WordMoversDistanceOptions): number
  /** Compares cosines with what people say, by gensim's protocol. */
  evaluateWordPairs(pairs: readonly WordPair[], options?: EvaluateWordPairsOptions): WordPairsEvaluation
  /** Asks analogies, by gensim's protocol. Throws `ABORTED`. */
  evaluateAnalogies(
    sections: readonly AnalogySection[],
    options?: EvaluateAnalogiesOptions,
  ): Promise<AnalogiesEvaluation>
  /**
   * Makes what the fast first pass of {@link Similarity.mostSimilar} needs, a quarter of the vectors' memory more; else this
   * happens after some queries.
   */
  prepare(): void
  /** Ends its threads. Calling it twice is fine. */
  dispose(): void
}

const defaultTopk = 10
/** Queries of a batch at once: their products with a block of rows fit into a second-level cache. */
const queriesAtOnce = 1024
/** Answers of a batch kept beyond those wanted, so that scores that differ by rounding can be told apart. */
const spareAnswers = 6

/**
 * Prepares vectors for questions. Those that `loadVectors` or `openVectors` put into memory are searched in place; others
 * are copied once.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED`, `INVALID_ARGUMENT`
 */
export async function createSimilarity(
  vectors: SearchableVectors,
  options: SimilarityOptions = {},
): Promise<Similarity> {
  const { threads = defaultThreads(), startThread = startSearchThread } = options
  assertCount('threads', threads)
  const rows = wordRows(vectors)
  const engine = await createSearchEngine(rows, { threads, startThread })
  let disposed = false
  const live = (): void => {
    if (disposed) throw new WordloomError('DISPOSED', 'This similarity was disposed', { hint: 'Create another one.' })
  }
  return {
    mostSimilar(query, choice = {}) {
      live()
      return nearest(rows, engine, resolveQuery(rows, query), choice)
    },
    mostSimilarOfMany(queries, choice = {}) {
      live()
      const resolved = queries.map((query) => resolveQuery(rows, query))
      const answers: Neighbor[][] = []
      for (let from = 0; from < resolved.length; from += queriesAtOnce) {
        answers.push(...nearestOfMany(rows, engine, resolved.slice(from, from + queriesAtOnce), choice))
      }
      return answers
    },
    mostSimilarCosmul(query, { topk = defaultTopk, exclude = [] } = {}) {
      live()
      assertCount('topk', topk)
      return mostSimilarCosmul(rows, query, topk, new Set(rowsOf(rows, exclude)))
    },
    doesntMatch: (words) => oddOneOut(rows, words),
    similarity: (first, second) => wordSimilarity(rows, first, second),
    nSimilarity: (first, second) => listSimilarity(rows, first, second),
    wordMoversDistance: (first, second, choice) => wordMoversDistance(rows, first, second, choice),
    evaluateWordPairs: (pairs, choice = {}) => evaluatePairs(rows, pairs, choice),
    async evaluateAnalogies(sections, choice = {}) {
      live()
      return evaluateSections(rows, engine, sections, choice)
    },
    prepare() {
      live()
      engine.prepare()
    },
    dispose() {
      if (!disposed) engine.dispose()
      disposed = true
    },
  }
}

function nearest(
  rows: WordRows,
  engine: SearchEngine,
  { vector, ownRows }: ResolvedQuery,
  choice: MostSimilarOptions,
): Neighbor[] {
  const { topk = defaultTopk, among, exclude = [], restrictVocabulary = Infinity } = choice
  assertCount('topk', topk)
  if (restrictVocabulary !== Infinity) assertCount('restrictVocabulary', restrictVocabulary)
  const excluded = new Set([...ownRows, ...rowsOf(rows, exclude)])
  const limit = Math.min(restrictVocabulary, rows.size)
  const wanted = Math.min(limit, topk + excluded.size)
  const candidates =
    among !== undefined
      ? new Set(rowsOf(rows, among).filter((row) => row < limit))
      : (engine.search(vector, wanted, limit)?.rows ?? Array(limit).keys())
  return neighborsOf(rows, vector, candidates, excluded, topk)
}

function nearestOfMany(
  rows: WordRows,
  engine: SearchEngine,
  queries: readonly ResolvedQuery[],
  choice: MostSimilarOptions,
): Neighbor[][] {
  const { topk = defaultTopk, exclude = [], restrictVocabulary = Infinity } = choice
  assertCount('topk', topk)
  if (restrictVocabulary !== Infinity) assertCount('restrictVocabulary', restrictVocabulary)
  if (!engine.canSearchMany()) return queries.map((query) => nearest(rows, engine, query, choice))
  const { dimension } = rows
  const limit = Math.min(restrictVocabulary, rows.size)
  const always = rowsOf(rows, exclude)
  const mostOwn = queries.reduce((most, { ownRows }) => Math.max(most, ownRows.length), 0)
  const keep = topk + always.length + mostOwn + spareAnswers
  const vectors = new Float32Array(queries.length * dimension)
  for (const [index, { vector }] of queries.entries()) vectors.set(vector, index * dimension)
  const asked = Uint32Array.from(queries.flatMap((_, index) => [index, queries.length, queries.length]))
  const { rows: answered, scores } = engine.searchMany(vectors, asked, keep, limit)
  return queries.map((query, index) => {
    const start = index * keep
    const own = scores.subarray(start, start + keep)
    const found = own.filter((score) => score !== -Infinity).length
    const excluded = new Set([...query.ownRows, ...always])
    const decisive = own[topk + excluded.size - 1]!
    // What was kept might lack a row whose true score belongs to the best.
    if (found === keep && own[keep - 1]! >= decisive - 2 * engine.scoreError) {
      return nearest(rows, engine, query, choice)
    }
    return neighborsOf(rows, query.vector, answered.subarray(start, start + found), excluded, topk)
  })
}

function neighborsOf(
  rows: WordRows,
  vector: Float64Array,
  candidates: Iterable<number>,
  excluded: ReadonlySet<number>,
  topk: number,
): Neighbor[] {
  const allowed = Array.from(candidates).filter((row) => !excluded.has(row))
  return bestRows(rows, vector, allowed, topk).map(({ row, score }) => ({
    word: rows.words.word(row),
    similarity: score,
  }))
}

function rowsOf(rows: WordRows, words: Iterable<string>): number[] {
  return Array.from(words, (word) => rows.words.index(word)).filter((row) => row >= 0)
}

function assertCount(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return
  throw new WordloomError('INVALID_ARGUMENT', 'A number of things is an integer from 1', {
    name,
    expected: 'an integer from 1',
    received: String(value),
  })
}
