import type { WordRows } from '../search/rows.js'

/** Which words an evaluation knows. */
export interface KnownWordsOptions {
  /** Only the first words are known and may be answers: the most frequent ones of most files. @defaultValue 300,000 */
  readonly restrictVocabulary?: number
  /** Words are compared in upper case; of words that are then the same the first counts. @defaultValue true */
  readonly caseInsensitive?: boolean
}

/** Words as an evaluation compares them. */
export interface KnownWords {
  /** Rows that may be answers: the first ones. */
  readonly limit: number
  /** How a word is compared. */
  fold(word: string): string
  /** The row of a folded word. */
  row(folded: string): number | undefined
}

/** What gensim takes. */
export const defaultRestriction = 300_000

export function knownWords(rows: WordRows, options: KnownWordsOptions): KnownWords {
  const { restrictVocabulary = defaultRestriction, caseInsensitive = true } = options
  const limit = Math.min(restrictVocabulary, rows.size)
  if (!caseInsensitive) {
    return {
      limit,
      fold: (word) => word,
      row(word) {
        const row = rows.words.index(word)
        return row >= 0 && row < limit ? row : undefined
      },
    }
  }
  const known = new Map<string, number>()
  for (let row = 0; row < limit; row++) {
    const folded = rows.words.word(row).toUpperCase()
    if (!known.has(folded)) known.set(folded, row)
  }
  return { limit, fold: (word) => word.toUpperCase(), row: (word) => known.get(word) }
}
