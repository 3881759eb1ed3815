import { unitRow } from '../search/exact.js'
import type { WordRows } from '../search/rows.js'
import { leastTransportCost } from './transport.js'

/** How distances of documents are computed. */
export interface WordMoversDistanceOptions {
  /** Whether vectors are brought to length 1 before their distances are taken. @defaultValue true */
  readonly normalize?: boolean
}

/**
 * Word Mover's Distance of two documents: the least distance that their words have to travel, each document's words
 * weighing 1 together, distances Euclidean. Words without a vector are left out; Infinity when none is left, as in gensim.
 *
 * @see Kusner et al., From Word Embeddings To Document Distances, ICML 2015
 */
export function wordMoversDistance(
  rows: WordRows,
  first: readonly string[],
  second: readonly string[],
  { normalize = true }: WordMoversDistanceOptions = {},
): number {
  const sources = weightsOf(rows, first)
  const sinks = weightsOf(rows, second)
  if (sources.size === 0 || sinks.size === 0) return Infinity
  const vectorOf = (row: number): Float64Array =>
    normalize ? unitRow(rows.row(row)) : Float64Array.from(rows.row(row))
  const sourceVectors = Array.from(sources.keys(), vectorOf)
  const sinkVectors = Array.from(sinks.keys(), vectorOf)
  const costs = Float64Array.from(
    sourceVectors.flatMap((source) => sinkVectors.map((sink) => euclideanDistance(source, sink))),
  )
  return leastTransportCost(Float64Array.from(sources.values()), Float64Array.from(sinks.values()), costs)
}

/** Rows of the words of a document, and what share of it each makes up. */
function weightsOf(rows: WordRows, document: readonly string[]): Map<number, number> {
  const known = document.map((word) => rows.words.index(word)).filter((row) => row >= 0)
  const weights = new Map<number, number>()
  for (const row of known) weights.set(row, (weights.get(row) ?? 0) + 1 / known.length)
  return weights
}

function euclideanDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let column = 0; column < a.length; column++) sum += (a[column]! - b[column]!) ** 2
  return Math.sqrt(sum)
}
