import { WordloomError } from '../errors.js'
import { createVocabulary, defaultSpecialTokens, type Vocabulary } from './vocabulary.js'

/** Which tokens of texts get an id. */
export interface BuildVocabularyOptions {
  /** Tokens seen less often are left out. @defaultValue 1 */
  readonly minFrequency?: number
  /** Largest size, special tokens included: the least frequent words are left out. @defaultValue no limit */
  readonly maxTokens?: number
  /** @defaultValue `['', '[UNK]']` */
  readonly specialTokens?: readonly string[]
}

/**
 * Counts a stream of tokens and keeps the most frequent ones: the most frequent word gets the first id after the special
 * tokens. Words of equal frequency stand in the order of their UTF-16 code units, so that the order of the stream does
 * not matter.
 *
 * @throws WordloomError `VOCABULARY_EMPTY` when no word is left, `INVALID_ARGUMENT` for limits that make no sense.
 */
export function buildVocabulary(tokens: Iterable<string>, options: BuildVocabularyOptions = {}): Vocabulary {
  const counter = createTokenCounter(options.specialTokens ?? defaultSpecialTokens)
  for (const token of tokens) counter.add(token)
  return counter.build(options)
}

/**
 * {@link buildVocabulary} for tokens that were counted before. Special tokens among them are left out.
 *
 * @param counts - how often each token occurs, at least once.
 */
export function buildVocabularyFromCounts(
  counts: ReadonlyMap<string, number>,
  options: BuildVocabularyOptions = {},
): Vocabulary {
  return vocabularyOf(new Map(counts), options.specialTokens ?? defaultSpecialTokens, options)
}

/** {@link buildVocabulary} for a stream that arrives over time. */
export async function buildVocabularyFromStream(
  tokens: AsyncIterable<string>,
  options: BuildVocabularyOptions = {},
): Promise<Vocabulary> {
  const counter = createTokenCounter(options.specialTokens ?? defaultSpecialTokens)
  for await (const token of tokens) counter.add(token)
  return counter.build(options)
}

function createTokenCounter(specialTokens: readonly string[]): {
  add(token: string): void
  build(options: BuildVocabularyOptions): Vocabulary
} {
  const counts = new Map<string, number>()
  return {
    add: (token) => void counts.set(token, (counts.get(token) ?? 0) + 1),
    build: (options) => vocabularyOf(counts, specialTokens, options),
  }
}

/** Keeps the most frequent of the tokens counted; `counts` is used up. */
function vocabularyOf(
  counts: Map<string, number>,
  specialTokens: readonly string[],
  { minFrequency = 1, maxTokens = Infinity }: BuildVocabularyOptions,
): Vocabulary {
  assertAtLeast('minFrequency', minFrequency, 1)
  assertAtLeast('maxTokens', maxTokens, specialTokens.length + 1)
  for (const token of specialTokens) counts.delete(token)
  const kept = [...counts]
    .filter(([, count]) => count >= minFrequency)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, maxTokens - specialTokens.length)
  if (kept.length === 0) {
    throw new WordloomError('VOCABULARY_EMPTY', 'No token is left for the vocabulary', {
      expected: `a token that occurs at least ${minFrequency} times`,
      received: `${counts.size} different tokens`,
      hint: counts.size === 0 ? 'Are the texts empty?' : 'Lower minFrequency.',
    })
  }
  return createVocabulary(
    kept.map(([token]) => token),
    { specialTokens, counts: kept.map(([, count]) => count) },
  )
}

function assertAtLeast(name: string, value: number, least: number): void {
  if (!(value >= least) || (value !== Infinity && !Number.isInteger(value))) {
    throw new WordloomError('INVALID_ARGUMENT', 'A limit of the vocabulary makes no sense', {
      name,
      expected: `a whole number of at least ${least}`,
      received: String(value),
    })
  }
}
