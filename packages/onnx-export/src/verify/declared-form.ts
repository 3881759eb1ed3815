import { isWordloomError, WordloomError } from '@wordloom/core'
import type { ModelSpec } from '@wordloom/core'
import { completeForm, type CompleteForm, type ExportForm } from '../graph/export-form.js'
import { formatVersion, metadataKeys } from '../graph/metadata.js'
import type { OnnxSummary } from '../inspect-onnx.js'

/** What files of before these entries were: they have only one form. */
const firstForm: Readonly<Record<string, string>> = {
  [metadataKeys.inputs]: 'ids',
  [metadataKeys.opset]: '13',
  [metadataKeys.optimize]: 'portable',
  [metadataKeys.precision]: 'fp32',
}

/** Metadata with what an older file leaves out. */
export function completeMetadata(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...firstForm, ...metadata }
}

/**
 * The form that a file says it has.
 *
 * @throws WordloomError `ONNX_MALFORMED` for a file that this package did not export, `MODEL_VERSION` for one of a newer
 * version of it.
 */
export function declaredForm(summary: OnnxSummary, spec: ModelSpec): CompleteForm {
  checkFormatVersion(summary)
  const metadata = completeMetadata(summary.metadata)
  const entry = (key: keyof typeof metadataKeys): string | undefined => metadata[metadataKeys[key]]
  const time = entry('time')
  const form = {
    inputs: entry('inputs'),
    optimize: entry('optimize'),
    precision: entry('precision'),
    opset: Number(entry('opset')),
    ...(time !== undefined && { time: Number(time) }),
  }
  try {
    // The values are strings of the file: completeForm() refuses any that is no choice.
    return completeForm(form as ExportForm, spec)
  } catch (cause) {
    throw new WordloomError('ONNX_MALFORMED', 'The ONNX file says that it has a form which there is not', {
      ...(isWordloomError(cause) && { ...cause.details, name: `metadata wordloom.${cause.details.name ?? ''}` }),
      hint: 'The file was changed, or exported by a newer version.',
      cause,
    })
  }
}

function checkFormatVersion({ metadata, producer }: OnnxSummary): void {
  const version = metadata[metadataKeys.formatVersion]
  if (version === undefined || !/^[1-9]\d*$/.test(version)) {
    throw new WordloomError('ONNX_MALFORMED', 'This ONNX file was not exported by Wordloom', {
      name: `metadata ${metadataKeys.formatVersion}`,
      expected: formatVersion,
      received: version ?? 'nothing',
      hint: producer.name === '' ? 'Was another file given?' : `Its producer is ${producer.name}.`,
    })
  }
  if (Number(version) > formatVersion) {
    throw new WordloomError('MODEL_VERSION', 'This ONNX file was exported by a newer version of Wordloom', {
      name: `metadata ${metadataKeys.formatVersion}`,
      expected: `at most ${formatVersion}`,
      received: version,
      hint: 'Update @wordloom/onnx-export.',
    })
  }
}
