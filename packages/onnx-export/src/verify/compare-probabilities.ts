import { WordloomError } from '@wordloom/core'

/** Where the rows compared come from, for messages. */
export interface ComparedRows {
  readonly caseName: string
  /** Index of the first row within its case. */
  readonly firstRow: number
  readonly outputs: number
  readonly tolerance: number
}

/**
 * The largest absolute difference between two arrays `[rows, outputs]`.
 *
 * @throws WordloomError `ONNX_VERIFICATION_FAILED` above the tolerance, for NaN, and for another number of values.
 */
export function compareProbabilities(expected: Float32Array, received: Float32Array, rows: ComparedRows): number {
  const { caseName, firstRow, outputs, tolerance } = rows
  if (received.length !== expected.length) {
    throw new WordloomError('ONNX_VERIFICATION_FAILED', 'Model and ONNX file give different numbers of probabilities', {
      name: `case '${caseName}'`,
      expected: expected.length,
      received: received.length,
    })
  }
  let largest = 0
  let worst = 0
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(expected[i]! - received[i]!)
    if (difference > largest || Number.isNaN(difference)) {
      largest = difference
      worst = i
    }
    // Every comparison with NaN is false, so a later number would not displace it, but an earlier one must not either.
    if (Number.isNaN(difference)) break
  }
  if (largest <= tolerance) return largest
  throw new WordloomError(
    'ONNX_VERIFICATION_FAILED',
    `In the case '${caseName}' the ONNX file answers differently from the model, by ${largest.toPrecision(3)}`,
    {
      name: `row ${firstRow + Math.floor(worst / outputs)}, output ${worst % outputs}`,
      expected: `${expected[worst]!} within ${tolerance}`,
      received: received[worst]!,
      hint: 'Export the model again. If that does not help, report it: the export must not be used.',
    },
  )
}
