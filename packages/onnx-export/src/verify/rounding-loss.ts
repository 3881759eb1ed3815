import { WordloomError } from '@wordloom/core'
import type { ModelSpec } from '@wordloom/core'
import type { SampleLabels } from './verification-report.js'

/** What rounding the weights did to the answers. */
export interface RoundingLoss {
  /** Which rows it was measured on: real texts if any were given. */
  readonly measuredOn: 'sample texts' | 'random rows'
  /** Rows that were compared. */
  readonly rows: number
  /** Largest absolute difference between two probabilities. */
  readonly largestDifference: number
  /** Mean absolute difference between two probabilities. */
  readonly meanDifference: number
  /** Rows whose labels changed. */
  readonly changedRows: number
  /** Share of the sample texts with exactly the right labels; only where these are known. */
  readonly accuracy?: {
    /** Of the model, 0 … 1. */
    readonly model: number
    /** Of the file, 0 … 1. */
    readonly file: number
  }
}

/** Compares answers row by row as they come. */
export interface RoundingMeter {
  add(before: Float32Array, after: Float32Array): void
  result(measuredOn: RoundingLoss['measuredOn']): RoundingLoss
}

/** @param labels - of the rows, in their order */
export function roundingMeter(spec: ModelSpec, outputs: number, labels?: SampleLabels): RoundingMeter {
  const truth = labels?.map((row) => rightAnswer(spec, row))
  let rows = 0
  let largestDifference = 0
  let sum = 0
  let changedRows = 0
  const right = { model: 0, file: 0 }
  return {
    add(before, after) {
      for (const [index, value] of before.entries()) {
        const difference = Math.abs(value - after[index]!)
        largestDifference = Math.max(largestDifference, difference)
        sum += difference
      }
      for (let start = 0; start < before.length; start += outputs) {
        const [first, second] = [before, after].map((values) => answer(spec, values.subarray(start, start + outputs)))
        if (first !== second) changedRows += 1
        if (truth?.[rows] === first) right.model += 1
        if (truth?.[rows] === second) right.file += 1
        rows += 1
      }
    },
    result: (measuredOn) => ({
      measuredOn,
      rows,
      largestDifference,
      meanDifference: rows === 0 ? 0 : sum / (rows * outputs),
      changedRows,
      ...(truth !== undefined && rows > 0 && { accuracy: { model: right.model / rows, file: right.file / rows } }),
    }),
  }
}

/** The labels that hold, as the list of their indices. */
function answer({ task }: ModelSpec, probabilities: Float32Array): string {
  if (task.type === 'binary') return probabilities[0]! > 0.5 ? '1' : '0'
  if (task.type === 'multi-class') return String(probabilities.indexOf(Math.max(...probabilities)))
  return Array.from(probabilities.keys())
    .filter((index) => probabilities[index]! >= 0.5)
    .join()
}

function rightAnswer({ task }: ModelSpec, labels: string | readonly string[]): string {
  const indices = [labels].flat().map((label) => {
    const index = task.labels.indexOf(label)
    if (index >= 0) return index
    throw new WordloomError('DATA_LABELS', 'A sample text has a label that the model does not know', {
      name: 'sampleLabels',
      expected: task.labels.join(', '),
      received: label,
    })
  })
  return indices.toSorted((a, b) => a - b).join()
}
