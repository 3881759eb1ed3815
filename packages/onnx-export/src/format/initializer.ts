import { TensorProto_DataType } from '../generated/onnx_pb.js'

/** A constant of the graph that writes its values where they belong, without a copy in between. */
export interface Initializer {
  readonly name: string
  readonly type: TensorProto_DataType
  readonly shape: readonly number[]
  readonly byteLength: number
  /** Fills `target`, of {@link byteLength} bytes, row-major and little-endian. */
  write(target: Uint8Array): void
}

/** Values of a tensor; 16 bits are those of a float16. */
export type TensorValues = Float32Array | Uint16Array | Int8Array | Int32Array | BigInt64Array

export function initializerOf(name: string, shape: readonly number[], values: TensorValues): Initializer {
  return {
    name,
    type: tensorType(values),
    shape,
    byteLength: values.byteLength,
    write: (target) => target.set(bytesOf(values)),
  }
}

/** The type that ONNX has for an array. */
export function tensorType(values: TensorValues): TensorProto_DataType {
  if (values instanceof Float32Array) return TensorProto_DataType.FLOAT
  if (values instanceof Uint16Array) return TensorProto_DataType.FLOAT16
  if (values instanceof Int8Array) return TensorProto_DataType.INT8
  return values instanceof Int32Array ? TensorProto_DataType.INT32 : TensorProto_DataType.INT64
}

/** The bytes behind an array, as a view: typed arrays are little-endian wherever WebAssembly runs at speed. */
export function bytesOf(values: TensorValues): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
