import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { WordloomError } from '@wordloom/core'
import { GraphProtoSchema, ModelProtoSchema, NodeProtoSchema, TensorProtoSchema } from '../generated/onnx_pb.js'

/**
 * Most bytes of a file that are no values of tensors. Decoded, they take up to thirty times as much memory. A graph with
 * a million words as keys has half of it.
 */
const largestStructure = 2 ** 26

/** Most nodes, attributes, tensors, inputs, outputs and entries together: two bytes of a file can be one of them. */
const mostParts = 1_000_000

const graphField = ModelProtoSchema.field.graph.number
const metadataField = ModelProtoSchema.field.metadataProps.number
const nodeField = GraphProtoSchema.field.node.number
const tensorField = GraphProtoSchema.field.initializer.number
const attributeField = NodeProtoSchema.field.attribute.number
const rawDataField = TensorProtoSchema.field.rawData.number

/**
 * Walks over a file without decoding it.
 *
 * @throws WordloomError `ONNX_MALFORMED` when decoding it would take memory out of proportion; RangeError and others for
 * bytes that are no protocol buffer.
 */
export function checkStructure(bytes: Uint8Array): void {
  let structure = bytes.length
  let parts = 0
  const count = (): void => {
    parts += 1
    if (parts > mostParts) throw tooLarge('parts', mostParts, 'more')
  }
  walk(bytes, (field, content) => {
    if (field === metadataField) count()
    if (field !== graphField) return
    walk(content, (graphPart, part) => {
      count()
      if (graphPart === nodeField) {
        walk(part, (nodePart) => {
          if (nodePart === attributeField) count()
        })
      }
      if (graphPart === tensorField) {
        walk(part, (tensorPart, values) => {
          if (tensorPart === rawDataField) structure -= values.length
        })
      }
    })
  })
  if (structure > largestStructure) throw tooLarge('bytes besides values of tensors', largestStructure, structure)
}

/** Calls back for every length-delimited field of a message. */
function walk(bytes: Uint8Array, found: (field: number, content: Uint8Array) => void): void {
  const reader = new BinaryReader(bytes)
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag()
    if (type === WireType.LengthDelimited) found(field, reader.bytes())
    else reader.skip(type, field)
  }
}

function tooLarge(name: string, most: number, received: number | string): WordloomError {
  return new WordloomError('ONNX_MALFORMED', 'An ONNX file has too many parts to be read', {
    name,
    expected: `at most ${most}`,
    received,
    hint: 'No exporter for text classifiers writes such a file: it is damaged, or made to exhaust memory.',
  })
}
