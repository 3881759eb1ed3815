import type { CaseResult } from './case-result.js'
import type { Machine } from './machine.js'

/** What `--json` writes. */
export interface Report {
  readonly suite: string
  readonly machine: Machine
  /** Version of the Node that ran. */
  readonly node: string
  /** Processes that wanted to run in the minute before, on average: above 0.5 the machine was busy with something else. */
  readonly loadBefore: number
  /** Whether it was a run with fewer rounds. */
  readonly quick: boolean
  readonly cases: readonly CaseResult[]
}

/** Figures of four digits: what is behind them is noise. */
const significantDigits = 4

/** A report as JSON text, numbers rounded to four significant digits. */
export function reportToJson(report: Report): string {
  const round = (_key: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(significantDigits)) : value
  return `${JSON.stringify(report, round, 2)}\n`
}
