import { create } from '@bufbuild/protobuf'
import { ValueInfoProtoSchema } from '../generated/onnx_pb.js'
import type { TensorProto_DataType, ValueInfoProto } from '../generated/onnx_pb.js'

/** An input or output: a size is a number, or the name of one known only at run time. */
export function valueInfo(
  name: string,
  elemType: TensorProto_DataType,
  shape: readonly (string | number)[],
): ValueInfoProto {
  const dim = shape.map((size) => ({
    value:
      typeof size === 'string'
        ? { case: 'dimParam' as const, value: size }
        : { case: 'dimValue' as const, value: BigInt(size) },
  }))
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: { elemType, shape: { dim } } } },
  })
}
