import { incompleteBeta } from './incomplete-beta.js'

/** How two lists of numbers go together. */
export interface Correlation {
  /** −1 … 1; NaN when one of the lists is constant. */
  readonly statistic: number
  /** How probable so large a correlation is among unrelated numbers, two-sided. */
  readonly pValue: number
}

/** Pearson's correlation; the p-value is that of scipy's `pearsonr`. */
export function pearson(first: readonly number[], second: readonly number[]): Correlation {
  const statistic = productMoment(first, second)
  return { statistic, pValue: twoSided(statistic, first.length) }
}

/** Spearman's rank correlation, equal numbers sharing their mean rank; the p-value is that of scipy's `spearmanr`. */
export function spearman(first: readonly number[], second: readonly number[]): Correlation {
  const statistic = productMoment(ranks(first), ranks(second))
  return { statistic, pValue: twoSided(statistic, first.length) }
}

function productMoment(first: readonly number[], second: readonly number[]): number {
  const firstMean = mean(first)
  const secondMean = mean(second)
  let product = 0
  let firstSquares = 0
  let secondSquares = 0
  for (let index = 0; index < first.length; index++) {
    const a = first[index]! - firstMean
    const b = second[index]! - secondMean
    product += a * b
    firstSquares += a * a
    secondSquares += b * b
  }
  const statistic = product / Math.sqrt(firstSquares) / Math.sqrt(secondSquares)
  return Math.max(-1, Math.min(1, statistic))
}

/** The correlation of unrelated normal numbers follows Student's t with n − 2 degrees of freedom. */
function twoSided(statistic: number, count: number): number {
  if (Number.isNaN(statistic)) return NaN
  if (count < 3) return 1
  return incompleteBeta(1 - statistic * statistic, (count - 2) / 2, 0.5)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!)
  const result = new Array<number>(values.length)
  for (let start = 0; start < order.length;) {
    let end = start + 1
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1
    for (let place = start; place < end; place++) result[order[place]!] = (start + end + 1) / 2
    start = end
  }
  return result
}
