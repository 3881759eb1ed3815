import type { WordRows } from './rows.js'

/** A row and its cosine. */
export interface ScoredRow {
  readonly row: number
  readonly score: number
}

/** The cosine of a query of length 1 and a row, in float64; 0 for a row of zeros. */
export function exactCosine(rows: WordRows, query: Float64Array, index: number): number {
  const row = rows.row(index)
  let product = 0
  let squares = 0
  for (let column = 0; column < query.length; column++) {
    const value = row[column]!
    product += query[column]! * value
    squares += value * value
  }
  return squares === 0 ? 0 : product / Math.sqrt(squares)
}

/** Scores rows and gives the best, equal ones in the order of rows. */
export function bestRows(
  rows: WordRows,
  query: Float64Array,
  candidates: Iterable<number>,
  wanted: number,
): readonly ScoredRow[] {
  const scored = Array.from(candidates, (row) => ({ row, score: exactCosine(rows, query, row) }))
  scored.sort((a, b) => b.score - a.score || a.row - b.row)
  return scored.slice(0, wanted)
}

/** A row brought to length 1; zeros stay zeros. */
export function unitRow(row: ArrayLike<number>): Float64Array {
  const unit = Float64Array.from(row)
  let squares = 0
  for (const value of unit) squares += value * value
  if (squares === 0) return unit
  const norm = Math.sqrt(squares)
  for (let column = 0; column < unit.length; column++) unit[column]! /= norm
  return unit
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let column = 0; column < a.length; column++) sum += a[column]! * b[column]!
  return sum
}
