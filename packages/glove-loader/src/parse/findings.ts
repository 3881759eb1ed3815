import { WordloomError, type ErrorCode, type ErrorDetails } from '@wordloom/core'
import { mostExamples } from '../limits.js'
import type { SkippedExample, SkipReason, TokenExample } from '../report.js'
import { quote } from './quote.js'
import type { LinePlace } from './split-lines.js'

/** A bad row: what a strict reader throws and a lenient one counts. */
export interface RowProblem {
  readonly reason: SkipReason
  readonly code: ErrorCode
  readonly what: string
  readonly details: ErrorDetails
}

/** A count with its first examples. */
export interface Tally<Example> {
  total: number
  readonly examples: Example[]
}

export function tallyToken(tally: Tally<TokenExample>, token: string, { line }: LinePlace): void {
  tally.total += 1
  if (tally.examples.length < mostExamples) tally.examples.push({ token, line })
}

/** Skipped rows, with reasons. */
export interface SkippedRows extends Tally<SkippedExample> {
  readonly reasons: Partial<Record<SkipReason, number>>
}

/** What happened to the rows of a file. */
export interface RowCounts {
  rows: number
  notAskedFor: number
  readonly skipped: SkippedRows
  readonly duplicates: Tally<TokenExample>
  readonly tokensWithSpaces: Tally<TokenExample>
}

export function createRowCounts(): RowCounts {
  return {
    rows: 0,
    notAskedFor: 0,
    skipped: { total: 0, examples: [], reasons: {} },
    duplicates: { total: 0, examples: [] },
    tokensWithSpaces: { total: 0, examples: [] },
  }
}

export function tallySkipped(skipped: SkippedRows, reason: SkipReason, { line }: LinePlace, row: Uint8Array): void {
  skipped.total += 1
  skipped.reasons[reason] = (skipped.reasons[reason] ?? 0) + 1
  if (skipped.examples.length < mostExamples) skipped.examples.push({ reason, line, text: quote(row) })
}

/** The error of a problem at its place. */
export function problemError({ code, what, details }: RowProblem, file: string, place: LinePlace): WordloomError {
  return new WordloomError(code, what, {
    file,
    line: place.line,
    byte: place.byte,
    hint: 'The file is damaged or was cut short; mode `lenient` leaves such rows out.',
    ...details,
  })
}
