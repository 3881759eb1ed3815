import type { ExportOptions, Vocabulary } from '@wordloom/core'
import type { ExportForm } from '../graph/export-form.js'
import type { OnnxRuntime, RuntimeIdentity } from '../runtime/onnx-runtime.js'
import type { RoundingLoss } from './rounding-loss.js'

/** The right labels of the sample texts: one each, or those of a multi-label task. */
export type SampleLabels = readonly (string | readonly string[])[]

/** How an ONNX file is compared with a classifier. Progress counts rows. */
export interface VerifyOptions extends ExportOptions {
  /** The runtime to run the file in. @defaultValue `onnxruntime-node`, loaded when first needed */
  readonly runtime?: OnnxRuntime
  /** Largest absolute difference allowed between two probabilities. @defaultValue 1e-5 */
  readonly tolerance?: number
  /** Of the random rows. @defaultValue 42 */
  readonly seed?: number
  /** The vocabulary of a file that was exported with the used words only. @defaultValue the model's */
  readonly vocabulary?: Vocabulary
  /** The content of the file beside the model that holds values, if there is one. */
  readonly externalData?: Uint8Array
  /** The right labels of `sampleTexts`, in their order: what `fp16` and `int8` cost is given as accuracy as well. */
  readonly sampleLabels?: SampleLabels
}

/** Rows of one kind and how well the two answers agree on them. */
export interface VerifiedCase {
  /** What kind of rows. */
  readonly name: string
  /** How many. */
  readonly rows: number
  /** Largest absolute difference between two probabilities. */
  readonly largestDifference: number
}

/** An ONNX file and a classifier that agree. */
export interface VerificationReport {
  /**
   * Largest absolute difference between two probabilities, over all cases. A file with rounded weights is compared with
   * the model that has the same rounded weights; what the rounding changed is {@link VerificationReport.rounding}.
   */
  readonly largestDifference: number
  /** The difference that was allowed. */
  readonly tolerance: number
  /** What was compared, case by case. */
  readonly cases: readonly VerifiedCase[]
  /** Rows of all cases together. */
  readonly rows: number
  /** What ran the file. */
  readonly runtime: RuntimeIdentity
  /** Of the vocabulary that file and classifier share: SHA-256, hex. */
  readonly fingerprint: string
  /** How the file is written. */
  readonly form: ExportForm
  /** What `fp16` or `int8` changed; absent for `fp32`. */
  readonly rounding?: RoundingLoss
}
