import type { Neighbor } from './neighbor.js'
import { resolveTerms, type Query } from './query.js'
import { exactCosine } from './search/exact.js'
import type { WordRows } from './search/rows.js'

/** Keeps a product with a cosine of −1 below from being divided by zero; the value of the paper and of gensim. */
const epsilon = 0.000001

/**
 * 3CosMul: the product of the shifted cosines to what is positive, divided by those to what is negative.
 *
 * @see Levy and Goldberg, Linguistic Regularities in Sparse and Explicit Word Representations, CoNLL 2014, equation 4
 */
export function mostSimilarCosmul(
  rows: WordRows,
  query: Query,
  wanted: number,
  excluded: ReadonlySet<number>,
): Neighbor[] {
  const { positive, negative } = resolveTerms(rows, query)
  const own = new Set(excluded)
  for (const { row } of [...positive, ...negative]) if (row !== undefined) own.add(row)
  const best: { row: number; score: number }[] = []
  for (let row = 0; row < rows.size; row++) {
    if (own.has(row)) continue
    let score = 1
    for (const { vector } of positive) score *= (1 + exactCosine(rows, vector, row)) / 2
    let divisor = 1
    for (const { vector } of negative) divisor *= (1 + exactCosine(rows, vector, row)) / 2
    score /= divisor + epsilon
    if (best.length === wanted && score <= best[wanted - 1]!.score) continue
    // Rows come in order, so equal scores stay in it.
    let place = best.length
    while (place > 0 && best[place - 1]!.score < score) place -= 1
    best.splice(place, 0, { row, score })
    if (best.length > wanted) best.pop()
  }
  return best.map(({ row, score }) => ({ word: rows.words.word(row), similarity: score }))
}
