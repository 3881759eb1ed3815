import { WordloomError } from '../errors.js'
import { createVocabulary, type Vocabulary } from './vocabulary.js'

/** The JSON form of a vocabulary: it holds every token and the counts. */
export interface VocabularyJson {
  /** The tokens of the first ids: padding, unknown, then any further ones. */
  readonly specialTokens: readonly string[]
  /** The words, from the first id after the special tokens on. */
  readonly words: readonly string[]
  /** How often each word occurred; all 0 when that is not known. */
  readonly counts: readonly number[]
}

/** A plain object for `JSON.stringify`. */
export function vocabularyToJson(vocabulary: Vocabulary): VocabularyJson {
  const specials = vocabulary.specialTokens.length
  const words = [...vocabulary.tokens()].slice(specials)
  return {
    specialTokens: vocabulary.specialTokens,
    words,
    counts: words.map((_, index) => vocabulary.count(index + specials)),
  }
}

/**
 * Reads what {@link vocabularyToJson} made, from anything that `JSON.parse` returned.
 *
 * @throws WordloomError `VOCABULARY_INVALID`, `VOCABULARY_DUPLICATE_TOKEN`
 */
export function parseVocabularyJson(json: unknown): Vocabulary {
  const { specialTokens, words, counts } = (typeof json === 'object' && json !== null ? json : {}) as Partial<
    Record<keyof VocabularyJson, unknown>
  >
  if (!isArrayOf(specialTokens, 'string') || !isArrayOf(words, 'string') || !isArrayOf(counts, 'number')) {
    throw new WordloomError('VOCABULARY_INVALID', 'A vocabulary in JSON has specialTokens, words and counts', {
      expected: '{ "specialTokens": ["", "[UNK]"], "words": ["the"], "counts": [7] }',
    })
  }
  return createVocabulary(words, { specialTokens, counts })
}

function isArrayOf(value: unknown, type: 'string'): value is string[]
function isArrayOf(value: unknown, type: 'number'): value is number[]
function isArrayOf(value: unknown, type: string): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === type)
}
