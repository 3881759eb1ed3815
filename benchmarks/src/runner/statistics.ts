/** What is kept of the rounds of one contestant. */
export interface Summary {
  readonly median: number
  readonly lowest: number
  readonly highest: number
  /** In the order in which they were run. */
  readonly rounds: readonly number[]
}

/** The middle value; of an even number of values the mean of the middle two; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  if (sorted.length === 0) return NaN
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Summarises at least one round. */
export function summarize(rounds: readonly number[]): Summary {
  return { median: median(rounds), lowest: Math.min(...rounds), highest: Math.max(...rounds), rounds }
}
