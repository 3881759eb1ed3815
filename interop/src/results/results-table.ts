import type { InteropResults, ModelResult, RuntimeResult } from './results.js'

/** A line a runtime, a column a model: the largest difference, or what was wrong. */
export function resultsTable({ models, runtimes }: InteropResults): string {
  const head = ['runtime', 'version', ...models.map(({ name }) => name), 'load, ms']
  const rows = runtimes.map((runtime) => [
    runtime.title,
    runtime.version ?? '',
    ...models.map(({ name }) => cell(runtime, name)),
    runtime.models.at(-1)?.loadMilliseconds?.toFixed(0) ?? '',
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)))
  const lines = [head, ...rows].map((row) => {
    return row
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd()
  })
  const notes = runtimes.flatMap((runtime) => [
    ...(runtime.missing === undefined ? [] : [`missing: ${runtime.title}: ${runtime.missing}`]),
    ...runtime.models.flatMap(({ model, failure }) => {
      return failure === undefined ? [] : [`FAILED: ${runtime.title}, ${model}: ${failure}`]
    }),
  ])
  return [...lines, ...notes].map((line) => `${line}\n`).join('')
}

function cell({ missing, models }: RuntimeResult, name: string): string {
  const result = models.find(({ model }) => model === name)
  return missing !== undefined || result === undefined ? '-' : differenceText(result)
}

function differenceText({ failure, largestDifference }: ModelResult): string {
  const difference = largestDifference?.toExponential(1)
  return failure === undefined ? (difference ?? '-') : `FAILED${difference === undefined ? '' : ` ${difference}`}`
}
