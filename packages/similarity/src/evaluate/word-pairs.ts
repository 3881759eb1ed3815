import { WordloomError } from '@wordloom/core'
import { dot, unitRow } from '../search/exact.js'
import type { WordRows } from '../search/rows.js'
import { pearson, spearman, type Correlation } from './correlation.js'
import { knownWords, type KnownWordsOptions } from './known-words.js'
import type { WordPair } from './parse.js'

export interface EvaluateWordPairsOptions extends KnownWordsOptions {
  /** A pair with an unknown word counts as similarity 0 instead of being left out. @defaultValue false */
  readonly dummyForUnknown?: boolean
}

/** How well vectors agree with what people say. */
export interface WordPairsEvaluation {
  /** Of the similarities themselves. */
  readonly pearson: Correlation
  /** Of their ranks. */
  readonly spearman: Correlation
  /** Pairs that were compared. */
  readonly pairs: number
  /** Pairs with an unknown word, in % of all. */
  readonly outOfVocabulary: number
}

/** The protocol of gensim's `evaluate_word_pairs`. Throws `OUT_OF_VOCABULARY` when no pair is known. */
export function evaluatePairs(
  rows: WordRows,
  pairs: readonly WordPair[],
  options: EvaluateWordPairsOptions,
): WordPairsEvaluation {
  const known = knownWords(rows, options)
  const gold: number[] = []
  const model: number[] = []
  let unknown = 0
  for (const { first, second, similarity } of pairs) {
    const [a, b] = [known.row(known.fold(first)), known.row(known.fold(second))]
    if (a === undefined || b === undefined) {
      unknown += 1
      if (options.dummyForUnknown !== true) continue
    }
    gold.push(similarity)
    model.push(a === undefined || b === undefined ? 0 : dot(unitRow(rows.row(a)), unitRow(rows.row(b))))
  }
  if (gold.length === 0) {
    throw new WordloomError('OUT_OF_VOCABULARY', 'No pair has two words with vectors', {
      hint: 'Are the words of the pairs and the vectors in the same language and case?',
    })
  }
  return {
    pearson: pearson(gold, model),
    spearman: spearman(gold, model),
    pairs: gold.length,
    outOfVocabulary: (100 * unknown) / pairs.length,
  }
}
