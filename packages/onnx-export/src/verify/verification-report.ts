import type { ExportOptions } from '@wordloom/core'
import type { OnnxRuntime, RuntimeIdentity } from '../runtime/onnx-runtime.js'

/** How an ONNX file is compared with a classifier. Progress counts rows. */
export interface VerifyOptions extends ExportOptions {
  /** The runtime to run the file in. @defaultValue `onnxruntime-node`, loaded when first needed */
  readonly runtime?: OnnxRuntime
  /** Largest absolute difference allowed between two probabilities. @defaultValue 1e-5 */
  readonly tolerance?: number
  /** Of the random rows. @defaultValue 42 */
  readonly seed?: number
}

/** Rows of one kind and how well the two answers agree on them. */
export interface VerifiedCase {
  readonly name: string
  readonly rows: number
  /** Largest absolute difference between two probabilities. */
  readonly largestDifference: number
}

/** An ONNX file and a classifier that agree. */
export interface VerificationReport {
  /** Largest absolute difference between two probabilities, over all cases. */
  readonly largestDifference: number
  readonly tolerance: number
  readonly cases: readonly VerifiedCase[]
  /** Rows of all cases together. */
  readonly rows: number
  readonly runtime: RuntimeIdentity
  /** Of the vocabulary that file and classifier share: SHA-256, hex. */
  readonly fingerprint: string
}
