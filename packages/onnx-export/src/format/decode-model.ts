import { fromBinary } from '@bufbuild/protobuf'
import { WordloomError } from '@wordloom/core'
import { checkStructure } from './check-structure.js'
import { ModelProtoSchema } from '../generated/onnx_pb.js'
import type { GraphProto, ModelProto } from '../generated/onnx_pb.js'

/** A file with the part that every model has. */
export interface DecodedModel {
  readonly model: ModelProto
  readonly graph: GraphProto
}

/**
 * Reads a model file. Values of tensors are views of `bytes`.
 *
 * @throws WordloomError `ONNX_MALFORMED` for anything that is no ONNX model.
 */
export function decodeModel(bytes: Uint8Array): DecodedModel {
  const model = decodeMessage(bytes)
  const { graph } = model
  if (graph === undefined || model.irVersion <= 0n || model.opsetImport.length === 0) {
    throw new WordloomError('ONNX_MALFORMED', 'These bytes are no ONNX model', {
      expected: 'a format version, an operator set and a graph',
      hint: 'Was another file given, or an empty one?',
    })
  }
  return { model, graph }
}

function decodeMessage(bytes: Uint8Array): ModelProto {
  try {
    checkStructure(bytes)
    return fromBinary(ModelProtoSchema, bytes, { readUnknownFields: false })
  } catch (cause) {
    if (cause instanceof WordloomError) throw cause
    throw new WordloomError('ONNX_MALFORMED', 'These bytes are no ONNX model', {
      hint: 'The file is damaged, was cut short, or has another format.',
      cause,
    })
  }
}
