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

export function floatInitializer(name: string, shape: readonly number[], values: Float32Array): Initializer {
  return initializer(name, TensorProto_DataType.FLOAT, shape, values)
}

export function int64Initializer(name: string, values: readonly number[]): Initializer {
  return initializer(name, TensorProto_DataType.INT64, [values.length], BigInt64Array.from(values, BigInt))
}

function initializer(
  name: string,
  type: TensorProto_DataType,
  shape: readonly number[],
  values: Float32Array | BigInt64Array,
): Initializer {
  return { name, type, shape, byteLength: values.byteLength, write: (target) => target.set(bytesOf(values)) }
}

/** The bytes behind an array, as a view: typed arrays are little-endian wherever WebAssembly runs at speed. */
export function bytesOf(values: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
