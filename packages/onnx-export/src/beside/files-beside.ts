import { vocabularyToText } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import type { VerificationReport } from '../verify/verification-report.js'
import { createCertificate } from './certificate.js'
import { usageText } from './usage-text.js'

/** What belongs beside an exported file, by name. The names begin with that of the file, so that a folder can hold several. */
export function filesBeside(
  model: TrainedModel,
  fileName: string,
  bytes: Uint8Array,
  report: VerificationReport,
  externalData: Uint8Array | undefined,
): ReadonlyMap<string, Uint8Array> {
  const stem = fileName.replace(/\.onnx$/, '')
  const { labels, type } = model.spec.task
  const certificate = createCertificate(bytes, report, externalData && { externalData })
  const files: Record<string, string> = {
    'labels.json': jsonText({ task: type, labels }),
    'parity.json': jsonText(certificate),
    'README.md': usageText(model, fileName, report),
    ...(report.form.inputs !== 'text' && { 'vocabulary.txt': vocabularyToText(model.vocabulary) }),
  }
  const encoder = new TextEncoder()
  return new Map(Object.entries(files).map(([name, text]) => [`${stem}.${name}`, encoder.encode(text)]))
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
