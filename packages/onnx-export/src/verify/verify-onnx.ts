import { outputCount, WordloomError } from '@wordloom/core'
import type { Classifier } from '@wordloom/core'
import { inspectOnnx } from '../inspect-onnx.js'
import { loadRuntime } from '../runtime/load-runtime.js'
import { identifyRuntime } from '../runtime/onnx-runtime.js'
import type { OnnxRuntime, OnnxSession } from '../runtime/onnx-runtime.js'
import { checkInterface } from './check-interface.js'
import { compareProbabilities } from './compare-probabilities.js'
import { openSession, runBatch } from './run-batch.js'
import { verificationCases, type VerificationCase } from './verification-cases.js'
import type { VerificationReport, VerifiedCase, VerifyOptions } from './verification-report.js'

/** An order of magnitude above what float32 gives, and below what could turn a decision. */
const defaultTolerance = 1e-5

/**
 * Runs an exported file in ONNX Runtime and compares it with the classifier that it was exported from: on edge cases
 * (empty text, only unknown tokens, longest text, one row and many, padding anywhere), on random rows and on
 * `sampleTexts`. Labels, vocabulary, tokenizer, inputs and outputs that the file declares are compared too.
 *
 * @throws WordloomError
 * `ONNX_VERIFICATION_FAILED` naming the case and the difference, or what the file declares and should not;
 * `ONNX_MALFORMED` for a file that is damaged or not an export of this package; `MODEL_VERSION` for one of a newer
 * version; `DEPENDENCY_MISSING` or `RUNTIME_UNSUPPORTED` without a runtime; `ABORTED`; `INVALID_ARGUMENT` for a tolerance
 * that is no number of 0 or more.
 */
export async function verifyOnnx(
  classifier: Classifier,
  bytes: Uint8Array,
  options: VerifyOptions = {},
): Promise<VerificationReport> {
  const { tolerance = defaultTolerance, seed = 42, sampleTexts = [], signal } = options
  checkTolerance(tolerance)
  checkSignal(signal)
  checkInterface(inspectOnnx(bytes), classifier)
  const cases = verificationCases(classifier, sampleTexts, seed)
  const runtime = options.runtime ?? (await loadRuntime())
  checkSignal(signal)
  const session = await openSession(runtime, bytes)
  try {
    const verified = await compareCases({ classifier, runtime, session, cases, tolerance, options })
    return {
      largestDifference: verified.reduce((largest, { largestDifference }) => Math.max(largest, largestDifference), 0),
      tolerance,
      cases: verified,
      rows: verified.reduce((sum, { rows }) => sum + rows, 0),
      runtime: identifyRuntime(runtime),
      fingerprint: classifier.vocabulary.fingerprint,
    }
  } finally {
    await session.release()
  }
}

interface Comparison {
  readonly classifier: Classifier
  readonly runtime: OnnxRuntime
  readonly session: OnnxSession
  readonly cases: readonly VerificationCase[]
  readonly tolerance: number
  readonly options: VerifyOptions
}

async function compareCases(comparison: Comparison): Promise<VerifiedCase[]> {
  const { classifier, runtime, session, cases, tolerance, options } = comparison
  const outputs = outputCount(classifier.spec)
  const total = cases.reduce((sum, { batches }) => sum + rowCount(batches), 0)
  const verified: VerifiedCase[] = []
  let done = 0
  for (const { name, batches } of cases) {
    let rows = 0
    let largestDifference = 0
    for (const verificationBatch of batches) {
      checkSignal(options.signal)
      const { batch } = verificationBatch
      const expected = await classifier.predictBatch(batch)
      const received = await runBatch(runtime, session, verificationBatch, outputs, name)
      const difference = compareProbabilities(expected, received, {
        caseName: name,
        firstRow: rows,
        outputs,
        tolerance,
      })
      largestDifference = Math.max(largestDifference, difference)
      rows += batch.batchSize
      done += batch.batchSize
      options.onProgress?.({ done, total })
    }
    verified.push({ name, rows, largestDifference })
  }
  return verified
}

function rowCount(batches: VerificationCase['batches']): number {
  return batches.reduce((sum, { batch }) => sum + batch.batchSize, 0)
}

function checkTolerance(tolerance: number): void {
  if (tolerance >= 0 && tolerance < Infinity) return
  throw new WordloomError('INVALID_ARGUMENT', 'A tolerance is a finite number of 0 or more', {
    name: 'tolerance',
    received: String(tolerance),
  })
}

function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return
  throw new WordloomError('ABORTED', 'The verification was cancelled', { cause: signal.reason })
}
