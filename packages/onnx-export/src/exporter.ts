import type { Classifier, Exporter, ExportOptions, ExportResult } from '@wordloom/core'
import { filesBeside } from './beside/files-beside.js'
import { withParityMetadata } from './beside/parity-metadata.js'
import { exportOnnx, exportOnnxWithData } from './export-onnx.js'
import { exceedsOneFile } from './graph/file-size.js'
import type { ExportForm } from './graph/export-form.js'
import { restrictVocabulary, usedVocabulary } from './vocabulary/restrict-vocabulary.js'
import type { VerificationReport, VerifyOptions } from './verify/verification-report.js'
import { verifyOnnx } from './verify/verify-onnx.js'

/** Settings of {@link onnx}. */
export interface OnnxExporterOptions
  extends ExportForm, Pick<VerifyOptions, 'runtime' | 'tolerance' | 'seed' | 'sampleLabels'> {
  /** Name of the file; those beside it begin with it. @defaultValue 'model.onnx' */
  readonly fileName?: string
  /**
   * `used` leaves out the words that do not occur in the sample texts: they become unknown, and ids are those of the
   * `vocabulary.txt` beside the file.
   * @defaultValue 'all'
   */
  readonly vocabulary?: 'all' | 'used'
  /** Whether weights go into a file of their own, `<name>.data`. @defaultValue true for 2 GiB or more */
  readonly externalData?: boolean
}

/** The file with the proof that it answers as the classifier does. */
export interface OnnxExportResult extends ExportResult {
  /** How well file and classifier agree. */
  readonly verification: VerificationReport
}

/** The exporter plugin for ONNX. */
export interface OnnxExporter extends Exporter<'onnx'> {
  /** Makes the files and verifies them; throws what {@link exportOnnx} and the verification throw. */
  export(classifier: Classifier, options?: ExportOptions): Promise<OnnxExportResult>
}

/**
 * The exporter plugin: writes the file by {@link exportOnnx} and hands it over only after {@link verifyOnnx} found that it
 * answers as the classifier does, with labels, vocabulary, certificate and a README with programs beside it. Its `export`
 * throws what these two throw.
 */
export function onnx(options: OnnxExporterOptions = {}): OnnxExporter {
  const { vocabulary = 'all', externalData, runtime, tolerance, seed, sampleLabels, fileName: _, ...form } = options
  return {
    kind: 'exporter',
    name: 'onnx',
    format: 'onnx',
    async export(classifier, exportOptions = {}) {
      const fileName = exportOptions.fileName ?? options.fileName ?? 'model.onnx'
      const kept = vocabulary === 'used' ? usedVocabulary(classifier, exportOptions.sampleTexts ?? []) : undefined
      const model = kept === undefined ? classifier : restrictVocabulary(classifier, kept)
      const dataFile = `${fileName}.data`
      const { bytes, data } =
        (externalData ?? exceedsOneFile(model, form))
          ? exportOnnxWithData(model, dataFile, form)
          : { bytes: exportOnnx(model, form), data: undefined }
      const verification = await verifyOnnx(model, bytes, {
        ...(runtime && { runtime }),
        ...(tolerance !== undefined && { tolerance }),
        ...(seed !== undefined && { seed }),
        ...(sampleLabels && { sampleLabels }),
        ...(data && { externalData: data }),
        ...exportOptions,
      })
      const file = withParityMetadata(bytes, verification)
      const files = new Map([[fileName, file]])
      if (data !== undefined) files.set(dataFile, data)
      for (const [name, content] of filesBeside(model, fileName, file, verification, data)) files.set(name, content)
      return { files, mainFile: fileName, verification }
    },
  }
}
