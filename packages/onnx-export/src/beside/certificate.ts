import { sha256Hex, WordloomError } from '@wordloom/core'
import type { ExportForm } from '../graph/export-form.js'
import type { RoundingLoss } from '../verify/rounding-loss.js'
import type { VerificationReport, VerifiedCase } from '../verify/verification-report.js'

/** One runtime that answered as the model does. */
export interface ParityCheck {
  /** Name and version. */
  readonly runtime: string
  /** The difference that was allowed. */
  readonly tolerance: number
  /** Rows of all cases together. */
  readonly rows: number
  /** Largest absolute difference between two probabilities. */
  readonly largestDifference: number
  /** What was compared, case by case. */
  readonly cases: readonly VerifiedCase[]
}

/** What is known of a file: which runtimes gave the answers of its model, on which rows, and how exactly. */
export interface ParityCertificate {
  /** Tells such a file from other JSON. */
  readonly format: 'wordloom-parity'
  /** Of this form of it. */
  readonly formatVersion: 1
  /** SHA-256 of the ONNX file, hex. */
  readonly sha256: string
  /** SHA-256 of the file beside it that holds values, where there is one. */
  readonly externalDataSha256?: string
  /** SHA-256 of the vocabulary's text form, hex. */
  readonly vocabularySha256: string
  /** How the file is written. */
  readonly form: ExportForm
  /** What `fp16` or `int8` changed. */
  readonly rounding?: RoundingLoss
  /** One for each runtime, sorted by its name. */
  readonly checks: readonly ParityCheck[]
}

/**
 * A certificate of a file that was verified.
 *
 * @param earlier - of the same file: its other runtimes are kept.
 * @throws WordloomError `INVALID_ARGUMENT` when the earlier one is of another file.
 */
export function createCertificate(
  bytes: Uint8Array,
  report: VerificationReport,
  { externalData, earlier }: { readonly externalData?: Uint8Array; readonly earlier?: ParityCertificate } = {},
): ParityCertificate {
  const sha256 = sha256Hex(bytes)
  if (earlier !== undefined && earlier.sha256 !== sha256) {
    throw new WordloomError('INVALID_ARGUMENT', 'The certificate is of another file', {
      expected: `SHA-256 ${sha256}`,
      received: earlier.sha256,
      hint: 'Write it under another name, or remove the old one.',
    })
  }
  const { runtime, tolerance, rows, largestDifference, cases, fingerprint, form, rounding } = report
  const check = { runtime: `${runtime.name} ${runtime.version}`, tolerance, rows, largestDifference, cases }
  const others = earlier?.checks.filter((other) => other.runtime !== check.runtime) ?? []
  return {
    format: 'wordloom-parity',
    formatVersion: 1,
    sha256,
    ...(externalData && { externalDataSha256: sha256Hex(externalData) }),
    vocabularySha256: fingerprint,
    form,
    ...(rounding && { rounding }),
    checks: [...others, check].toSorted((a, b) => (a.runtime < b.runtime ? -1 : 1)),
  }
}

/**
 * Reads the JSON of a certificate.
 *
 * @throws WordloomError `ONNX_MALFORMED` for anything else.
 */
export function parseCertificate(json: string): ParityCertificate {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (cause) {
    throw malformed(cause)
  }
  if (isCertificate(value)) return value
  throw malformed()
}

function isCertificate(value: unknown): value is ParityCertificate {
  if (typeof value !== 'object' || value === null) return false
  const { format, formatVersion, sha256, checks } = value as Record<string, unknown>
  return (
    format === 'wordloom-parity' &&
    formatVersion === 1 &&
    typeof sha256 === 'string' &&
    Array.isArray(checks) &&
    checks.every((check) => typeof check === 'object' && check !== null && typeof check.runtime === 'string')
  )
}

function malformed(cause?: unknown): WordloomError {
  return new WordloomError('ONNX_MALFORMED', 'This is no parity certificate', {
    expected: '"format": "wordloom-parity", "formatVersion": 1',
    hint: 'The file is damaged, or was written by a newer version.',
    cause,
  })
}
