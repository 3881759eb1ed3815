import { outputCount, WordloomError } from '@wordloom/core'
import { decodeModel } from '../format/decode-model.js'
import { packageVersion } from '../generated/version.js'
import { graphInput } from '../graph/graph-inputs.js'
import { inspectOnnx } from '../inspect-onnx.js'
import { loadRuntime } from '../runtime/load-runtime.js'
import { identifyRuntime } from '../runtime/onnx-runtime.js'
import { restrictVocabulary, type AnsweringModel } from '../vocabulary/restrict-vocabulary.js'
import { checkConstants } from './check-constants.js'
import { checkInterface } from './check-interface.js'
import { checkSignal, compareCases } from './compare-cases.js'
import { compareRounded } from './compare-rounded.js'
import { declaredForm } from './declared-form.js'
import { externalFile } from './external-file.js'
import { openSession, type LoadedFile } from './run-batch.js'
import { verificationCases } from './verification-cases.js'
import type { VerificationReport, VerifyOptions } from './verification-report.js'

/** An order of magnitude above what float32 gives, and below what could turn a decision. */
const defaultTolerance = 1e-5

/**
 * Runs an exported file in ONNX Runtime and compares it with the classifier that it was exported from: on edge cases
 * (empty text, only unknown tokens, longest text, one row and many, padding anywhere, texts in all their forms for a file
 * that takes texts), on random rows and on `sampleTexts`. Labels, vocabulary, tokenizer, inputs and outputs that the file
 * declares are compared too.
 *
 * A file with `fp16` or `int8` weights is compared in two steps, each to the same tolerance: the classifier with a float32
 * file, and the file with a float32 file of the same rounded weights. What the rounding changed is reported.
 *
 * At last every constant and operator of a file that this version exported is compared with what the model gives, unless a
 * tolerance is given: rows that are run do not reach every word.
 *
 * @throws WordloomError
 * `ONNX_VERIFICATION_FAILED` naming the case and the difference, or what the file declares and should not;
 * `ONNX_MALFORMED` for a file that is damaged or not an export of this package; `MODEL_VERSION` for one of a newer
 * version; `DEPENDENCY_MISSING` or `RUNTIME_UNSUPPORTED` without a runtime; `ABORTED`; `INVALID_ARGUMENT` for a tolerance
 * that is no number of 0 or more and for another number of sample labels than texts; `DATA_LABELS` for one that the model
 * does not know.
 */
export async function verifyOnnx(
  model: AnsweringModel,
  bytes: Uint8Array,
  options: VerifyOptions = {},
): Promise<VerificationReport> {
  const { tolerance = defaultTolerance, seed = 42, sampleTexts = [], signal } = options
  checkOptions(tolerance, options)
  checkSignal(signal)
  const classifier = options.vocabulary === undefined ? model : restrictVocabulary(model, options.vocabulary)
  const summary = inspectOnnx(bytes)
  const form = declaredForm(summary, classifier.spec)
  checkInterface(summary, classifier, form)
  const external = externalFile(summary, options.externalData)
  const cases = verificationCases(classifier, form, sampleTexts, seed)
  const runtime = options.runtime ?? (await loadRuntime())
  checkSignal(signal)
  const session = await openSession(runtime, bytes, external)
  const file: LoadedFile = { runtime, session, inputName: graphInput(form).name, outputs: outputCount(classifier.spec) }
  try {
    const comparison = { file, cases, tolerance, options }
    const { verified, rounding } =
      form.precision === 'fp32'
        ? {
            verified: await compareCases({ ...comparison, expected: ({ batch }) => classifier.predictBatch(batch) }),
            rounding: undefined,
          }
        : await compareRounded(classifier, form, comparison)
    if (options.tolerance === undefined && summary.producer.version === packageVersion) {
      checkConstants(decodeModel(bytes).graph, classifier, form, external?.data)
    }
    return {
      largestDifference: verified.reduce((largest, { largestDifference }) => Math.max(largest, largestDifference), 0),
      tolerance,
      cases: verified,
      rows: verified.reduce((sum, { rows }) => sum + rows, 0),
      runtime: identifyRuntime(runtime),
      fingerprint: classifier.vocabulary.fingerprint,
      form: definedOf(form),
      ...(rounding !== undefined && { rounding }),
    }
  } finally {
    await session.release()
  }
}

function definedOf({ time, ...form }: ReturnType<typeof declaredForm>): VerificationReport['form'] {
  return time === undefined ? form : { ...form, time }
}

function checkOptions(tolerance: number, { sampleTexts = [], sampleLabels }: VerifyOptions): void {
  if (!(tolerance >= 0 && tolerance < Infinity)) {
    throw new WordloomError('INVALID_ARGUMENT', 'A tolerance is a finite number of 0 or more', {
      name: 'tolerance',
      received: String(tolerance),
    })
  }
  if (sampleLabels !== undefined && sampleLabels.length !== sampleTexts.length) {
    throw new WordloomError('INVALID_ARGUMENT', 'There is one label, or list of labels, for each sample text', {
      name: 'sampleLabels',
      expected: sampleTexts.length,
      received: sampleLabels.length,
    })
  }
}
