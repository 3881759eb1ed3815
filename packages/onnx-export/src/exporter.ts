import type { Classifier, Exporter, ExportOptions, ExportResult } from '@wordloom/core'
import { exportOnnx } from './export-onnx.js'
import type { VerificationReport, VerifyOptions } from './verify/verification-report.js'
import { verifyOnnx } from './verify/verify-onnx.js'

/** Settings of {@link onnx}. */
export type OnnxExporterOptions = Pick<VerifyOptions, 'runtime' | 'tolerance' | 'seed'>

/** The file with the proof that it answers as the classifier does. */
export interface OnnxExportResult extends ExportResult {
  readonly verification: VerificationReport
}

/** The exporter plugin for ONNX. */
export interface OnnxExporter extends Exporter<'onnx'> {
  export(classifier: Classifier, options?: ExportOptions): Promise<OnnxExportResult>
}

const mainFile = 'model.onnx'

/**
 * The exporter plugin: writes `model.onnx` by {@link exportOnnx} and hands it over only after {@link verifyOnnx} found
 * that it answers as the classifier does. Its `export` throws what these two throw.
 */
export function onnx(options: OnnxExporterOptions = {}): OnnxExporter {
  return {
    kind: 'exporter',
    name: 'onnx',
    format: 'onnx',
    async export(classifier, exportOptions = {}) {
      const bytes = exportOnnx(classifier)
      const verification = await verifyOnnx(classifier, bytes, { ...options, ...exportOptions })
      return { files: new Map([[mainFile, bytes]]), mainFile, verification }
    },
  }
}
