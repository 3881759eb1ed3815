import { TensorProto_DataType } from '../generated/onnx_pb.js'

/**
 * Bits a value of each type, as ONNX stores them. Strings have none of their own.
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (TensorProto.DataType)
 */
const bitsPerValue: Readonly<Record<TensorProto_DataType, number>> = {
  [TensorProto_DataType.UNDEFINED]: 0,
  [TensorProto_DataType.FLOAT]: 32,
  [TensorProto_DataType.UINT8]: 8,
  [TensorProto_DataType.INT8]: 8,
  [TensorProto_DataType.UINT16]: 16,
  [TensorProto_DataType.INT16]: 16,
  [TensorProto_DataType.INT32]: 32,
  [TensorProto_DataType.INT64]: 64,
  [TensorProto_DataType.STRING]: 0,
  [TensorProto_DataType.BOOL]: 8,
  [TensorProto_DataType.FLOAT16]: 16,
  [TensorProto_DataType.DOUBLE]: 64,
  [TensorProto_DataType.UINT32]: 32,
  [TensorProto_DataType.UINT64]: 64,
  [TensorProto_DataType.COMPLEX64]: 64,
  [TensorProto_DataType.COMPLEX128]: 128,
  [TensorProto_DataType.BFLOAT16]: 16,
  [TensorProto_DataType.FLOAT8E4M3FN]: 8,
  [TensorProto_DataType.FLOAT8E4M3FNUZ]: 8,
  [TensorProto_DataType.FLOAT8E5M2]: 8,
  [TensorProto_DataType.FLOAT8E5M2FNUZ]: 8,
  [TensorProto_DataType.UINT4]: 4,
  [TensorProto_DataType.INT4]: 4,
}

/** ONNX' own name in lower case (`float`, `int32`, …), or `type <number>` for one that came later. */
export function tensorTypeName(type: number): string {
  return (TensorProto_DataType[type] ?? `type ${type}`).toLowerCase()
}

/** Bytes of `values` values of a type; undefined where the type does not say. */
export function tensorByteLength(type: number, values: number): number | undefined {
  const bits = isKnown(type) ? bitsPerValue[type] : 0
  return bits === 0 ? undefined : Math.ceil((values * bits) / 8)
}

function isKnown(type: number): type is TensorProto_DataType {
  return type in bitsPerValue
}
