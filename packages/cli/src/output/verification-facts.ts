import type { RoundingLoss, VerificationReport } from '@wordloom/onnx-export'
import { formatCount } from './table.js'

/** A verification for people, one fact a row. */
export function verificationFacts(report: VerificationReport): string[][] {
  return [
    ['verified', `${formatCount(report.rows)} rows in ${formatCount(report.cases.length)} cases`],
    ['largest difference', `${report.largestDifference.toExponential(1)} (allowed ${report.tolerance})`],
    ...report.cases.map(({ name, rows, largestDifference }) => [
      `  ${name}`,
      `${largestDifference.toExponential(1)} on ${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`,
    ]),
    ...(report.rounding === undefined ? [] : roundingFacts(report.rounding)),
  ]
}

function roundingFacts({
  measuredOn,
  rows,
  largestDifference,
  meanDifference,
  changedRows,
  accuracy,
}: RoundingLoss): string[][] {
  const facts = [
    [
      'rounding changes',
      `${largestDifference.toExponential(1)} at most, ${meanDifference.toExponential(1)} in the mean`,
    ],
    ['  other labels', `${formatCount(changedRows)} of ${formatCount(rows)} ${measuredOn}`],
  ]
  if (accuracy === undefined) return facts
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`
  return [...facts, ['  accuracy', `${percent(accuracy.model)} before, ${percent(accuracy.file)} after`]]
}
