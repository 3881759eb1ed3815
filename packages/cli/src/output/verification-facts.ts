import type { VerificationReport } from '@wordloom/onnx-export'
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
  ]
}
