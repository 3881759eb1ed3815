import { WordloomError } from '@wordloom/core'
import { compareProbabilities } from './compare-probabilities.js'
import { runBatch, type LoadedFile } from './run-batch.js'
import type { VerificationBatch, VerificationCase } from './verification-cases.js'
import type { VerifiedCase, VerifyOptions } from './verification-report.js'

/** Two that should answer alike. */
export interface Comparison {
  /** The answers to compare with, `[batchSize, outputs]`. */
  readonly expected: (batch: VerificationBatch, caseName: string) => Promise<Float32Array>
  readonly file: LoadedFile
  readonly cases: readonly VerificationCase[]
  readonly tolerance: number
  readonly options: Pick<VerifyOptions, 'signal' | 'onProgress'>
  /** Told the file's answers. */
  readonly onReceived?: (batch: VerificationBatch, received: Float32Array, caseName: string) => Promise<void>
}

/** @throws WordloomError `ONNX_VERIFICATION_FAILED` at the first case that differs; `ABORTED`. */
export async function compareCases(comparison: Comparison): Promise<VerifiedCase[]> {
  const { file, cases, tolerance, options } = comparison
  const total = cases.reduce((sum, { batches }) => sum + rowCount(batches), 0)
  const verified: VerifiedCase[] = []
  let done = 0
  for (const { name, batches } of cases) {
    let rows = 0
    let largestDifference = 0
    for (const batch of batches) {
      checkSignal(options.signal)
      const expected = await comparison.expected(batch, name)
      const received = await runBatch(file, batch, name)
      const place = { caseName: name, firstRow: rows, outputs: file.outputs, tolerance }
      largestDifference = Math.max(largestDifference, compareProbabilities(expected, received, place))
      await comparison.onReceived?.(batch, received, name)
      rows += batch.batch.batchSize
      done += batch.batch.batchSize
      options.onProgress?.({ done, total })
    }
    verified.push({ name, rows, largestDifference })
  }
  return verified
}

/** @throws WordloomError `ABORTED` */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return
  throw new WordloomError('ABORTED', 'The verification was cancelled', { cause: signal.reason })
}

function rowCount(batches: VerificationCase['batches']): number {
  return batches.reduce((sum, { batch }) => sum + batch.batchSize, 0)
}
