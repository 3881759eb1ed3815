import { WordloomError } from '@wordloom/core'
import { rowOfWord } from './query.js'
import { dot, unitRow } from './search/exact.js'
import type { WordRows } from './search/rows.js'

/** The cosine of two words. */
export function wordSimilarity(rows: WordRows, first: string, second: string): number {
  return dot(unitRow(rows.row(rowOfWord(rows, first))), unitRow(rows.row(rowOfWord(rows, second))))
}

/** The cosine of the mean vectors of two lists of words; words without a vector are left out, as gensim does. */
export function listSimilarity(rows: WordRows, first: readonly string[], second: readonly string[]): number {
  return dot(unitRow(meanOf(rows, first)), unitRow(meanOf(rows, second)))
}

/** The word that is farthest from the mean of all, each brought to length 1; of equally far ones the first in code units. */
export function oddOneOut(rows: WordRows, words: readonly string[]): string {
  const known = words.filter((word) => rows.words.index(word) >= 0)
  const units = known.map((word) => unitRow(rows.row(rows.words.index(word))))
  if (units.length === 0) throw noneKnown(words)
  const mean = new Float64Array(rows.dimension)
  for (const unit of units) for (let column = 0; column < mean.length; column++) mean[column]! += unit[column]!
  const centre = unitRow(mean)
  const scored = known.map((word, index) => ({ word, score: dot(units[index]!, centre) }))
  scored.sort((a, b) => a.score - b.score || (a.word < b.word ? -1 : 1))
  return scored[0]!.word
}

function meanOf(rows: WordRows, words: readonly string[]): Float64Array {
  const sum = new Float64Array(rows.dimension)
  let known = 0
  for (const word of words) {
    const index = rows.words.index(word)
    if (index < 0) continue
    known += 1
    const row = rows.row(index)
    for (let column = 0; column < sum.length; column++) sum[column]! += row[column]!
  }
  if (known === 0) throw noneKnown(words)
  return sum
}

function noneKnown(words: readonly string[]): WordloomError {
  return new WordloomError('OUT_OF_VOCABULARY', 'None of the words has a vector', {
    received: words.slice(0, 5).join(', ') || 'an empty list',
    hint: 'Check the spelling; many vectors are of words in lower case.',
  })
}
