import { create, toBinary } from '@bufbuild/protobuf'
import { WordloomError } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { GraphProtoSchema } from '../generated/onnx_pb.js'
import type { GraphProto, TensorProto } from '../generated/onnx_pb.js'
import { externalPlaceOf } from '../format/external-data.js'
import type { Initializer } from '../format/initializer.js'
import { buildGraph } from '../graph/build-graph.js'
import type { CompleteForm } from '../graph/export-form.js'

/**
 * Compares every constant and node of a file with those that this version writes. Rows that are run reach only some words of
 * a large vocabulary; this finds one changed weight of any word.
 *
 * @throws WordloomError `ONNX_VERIFICATION_FAILED` naming the tensor and the byte.
 */
export function checkConstants(
  graph: GraphProto,
  model: TrainedModel,
  form: CompleteForm,
  externalData: Uint8Array | undefined,
): void {
  const expected = buildGraph(model, form)
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]))
  for (const initializer of expected.initializers) {
    const tensor = tensors.get(initializer.name)
    const different = tensor === undefined ? 'missing' : differenceOf(tensor, initializer, externalData)
    if (different !== undefined) throw failed(initializer.name, different)
  }
  if (tensors.size !== expected.initializers.length) throw failed('initializers', `${tensors.size} of them`)
  if (!equalBytes(nodesOf(graph), nodesOf(expected.graph))) throw failed('nodes', 'another graph')
}

function differenceOf(
  tensor: TensorProto,
  initializer: Initializer,
  externalData: Uint8Array | undefined,
): string | undefined {
  const { type, shape, byteLength } = initializer
  if (tensor.dataType !== type || tensor.dims.join() !== shape.join()) return `shape [${tensor.dims.join(', ')}]`
  const place = externalPlaceOf(tensor)
  const received =
    place === undefined ? tensor.rawData : (externalData?.subarray(place.offset, place.offset + place.length) ?? [])
  const wanted = new Uint8Array(byteLength)
  initializer.write(wanted)
  if (received.length !== byteLength) return `${received.length} bytes`
  const index = wanted.findIndex((byte, position) => byte !== received[position])
  return index < 0 ? undefined : `another value at byte ${index}`
}

function nodesOf({ node }: GraphProto): Uint8Array {
  return toBinary(GraphProtoSchema, create(GraphProtoSchema, { node }))
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

function failed(name: string, received: string): WordloomError {
  return new WordloomError('ONNX_VERIFICATION_FAILED', 'The ONNX file was changed, or is an export of another model', {
    name,
    expected: 'what the model gives',
    received,
    hint: 'Its answers agree on the rows that were run. Export the model again.',
  })
}
