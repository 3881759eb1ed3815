import type { MessageInitShape } from '@bufbuild/protobuf'
import { AttributeProto_AttributeType, TensorProto_DataType } from '../generated/onnx_pb.js'
import type { AttributeProtoSchema, NodeProtoSchema } from '../generated/onnx_pb.js'
import { bytesOf } from './initializer.js'

/** A node of a graph, with the fields that it sets. */
export type Node = MessageInitShape<typeof NodeProtoSchema>

/** What a node is told besides its inputs, by name. */
export type Attribute = MessageInitShape<typeof AttributeProtoSchema>

export function intAttribute(name: string, value: number): Attribute {
  return { name, i: BigInt(value), type: AttributeProto_AttributeType.INT }
}

export function intsAttribute(name: string, values: readonly number[]): Attribute {
  return { name, ints: values.map(BigInt), type: AttributeProto_AttributeType.INTS }
}

export function stringAttribute(name: string, value: string): Attribute {
  return { name, s: new TextEncoder().encode(value), type: AttributeProto_AttributeType.STRING }
}

export function stringsAttribute(name: string, values: readonly string[]): Attribute {
  const encoder = new TextEncoder()
  return { name, strings: values.map((value) => encoder.encode(value)), type: AttributeProto_AttributeType.STRINGS }
}

/** A tensor with the one value 0, for `ConstantOfShape`. */
export function zeroAttribute(name: string): Attribute {
  const zero = { dims: [1n], dataType: TensorProto_DataType.FLOAT, rawData: bytesOf(Float32Array.of(0)).slice() }
  return { name, t: zero, type: AttributeProto_AttributeType.TENSOR }
}
