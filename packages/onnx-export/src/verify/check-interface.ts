import { outputCount, WordloomError } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { outputName } from '../graph/build-graph.js'
import type { CompleteForm } from '../graph/export-form.js'
import { graphInput } from '../graph/graph-inputs.js'
import { metadataOf } from '../graph/metadata.js'
import { irVersionOf } from '../graph/operator-sets.js'
import { tensorTypeName } from '../format/tensor-type.js'
import type { OnnxSummary, OnnxValue } from '../inspect-onnx.js'
import { completeMetadata } from './declared-form.js'

/**
 * Compares what a file says about itself with the model.
 *
 * @throws WordloomError `ONNX_VERIFICATION_FAILED` for a file of another model.
 */
export function checkInterface(summary: OnnxSummary, model: TrainedModel, form: CompleteForm): void {
  const metadata = completeMetadata(summary.metadata)
  for (const [key, expected] of Object.entries(metadataOf(model, form))) {
    checkEqual(`metadata ${key}`, expected, metadata[key] ?? 'nothing')
  }
  checkEqual('operator set', form.opset, summary.opset)
  checkEqual('file format', irVersionOf(form.opset), summary.irVersion)
  const input = graphInput(form)
  checkEqual('inputs', valuesText([{ ...input, type: tensorTypeName(input.type) }]), valuesText(summary.inputs))
  const outputs = [{ name: outputName, type: 'float', shape: ['batch', outputCount(model.spec)] }]
  checkEqual('outputs', valuesText(outputs), valuesText(summary.outputs))
  // Without this step onnxruntime would end the whole process on an empty text, before anything could be reported.
  if (form.time === undefined && summary.operators['Pad'] === undefined)
    checkEqual('operator Pad', 'present', 'missing')
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
