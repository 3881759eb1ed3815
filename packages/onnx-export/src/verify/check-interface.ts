import { outputCount, WordloomError } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { inputName, operatorSetVersion, outputName } from '../graph/graph.js'
import { formatVersion, formatVersionKey, metadataOf } from '../graph/metadata.js'
import type { OnnxSummary, OnnxValue } from '../inspect-onnx.js'

/**
 * Compares what a file says about itself with the model.
 *
 * @throws WordloomError `ONNX_MALFORMED` for a file that this package did not export, `MODEL_VERSION` for one of a newer
 * version of it, `ONNX_VERIFICATION_FAILED` for one of another model.
 */
export function checkInterface(summary: OnnxSummary, model: TrainedModel): void {
  checkFormatVersion(summary)
  for (const [key, expected] of Object.entries(metadataOf(model))) {
    checkEqual(`metadata ${key}`, expected, summary.metadata[key] ?? 'nothing')
  }
  checkEqual('operator set', operatorSetVersion, summary.opset)
  checkEqual('inputs', `${inputName} int32 [batch, time]`, valuesText(summary.inputs))
  checkEqual('outputs', `${outputName} float [batch, ${outputCount(model.spec)}]`, valuesText(summary.outputs))
  // Without this step onnxruntime would end the whole process on an empty text, before anything could be reported.
  if (summary.operators['Pad'] === undefined) checkEqual('operator Pad', 'present', 'missing')
}

function checkFormatVersion({ metadata, producer }: OnnxSummary): void {
  const version = metadata[formatVersionKey]
  if (version === undefined || !/^[1-9]\d*$/.test(version)) {
    throw new WordloomError('ONNX_MALFORMED', 'This ONNX file was not exported by Wordloom', {
      name: `metadata ${formatVersionKey}`,
      expected: formatVersion,
      received: version ?? 'nothing',
      hint: producer.name === '' ? 'Was another file given?' : `Its producer is ${producer.name}.`,
    })
  }
  if (Number(version) > formatVersion) {
    throw new WordloomError('MODEL_VERSION', 'This ONNX file was exported by a newer version of Wordloom', {
      name: `metadata ${formatVersionKey}`,
      expected: `at most ${formatVersion}`,
      received: version,
      hint: 'Update @wordloom/onnx-export.',
    })
  }
}

function checkEqual(name: string, expected: string | number, received: string | number): void {
  if (received === expected) return
  throw new WordloomError('ONNX_VERIFICATION_FAILED', 'The ONNX file is not an export of this model', {
    name,
    expected,
    received,
    hint: 'Export the model again, or verify against the model that the file was exported from.',
  })
}

function valuesText(values: readonly OnnxValue[]): string {
  return values.map(({ name, type, shape }) => `${name} ${type} [${shape.join(', ')}]`).join(', ') || 'none'
}
