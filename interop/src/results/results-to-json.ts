import type { InteropResults } from './results.js'

/** Digits that mean something: of a difference between float32 numbers no more than two do. */
const keptDigits = 2

/** The results as text of a file that is kept: rounded, so that two runs differ in little. */
export function resultsToJson(results: InteropResults): string {
  const rounded = (key: string, value: unknown): unknown => {
    if (key === 'largestDifference' || key === 'roundingDifference')
      return Number(Number(value).toPrecision(keptDigits))
    return key === 'loadMilliseconds' ? Math.round(Number(value)) : value
  }
  return `${JSON.stringify(results, rounded, 2)}\n`
}
