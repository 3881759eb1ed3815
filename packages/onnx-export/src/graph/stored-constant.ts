import { TensorProto_DataType } from '../generated/onnx_pb.js'
import { initializerOf } from '../format/initializer.js'
import { intAttribute } from '../format/node.js'
import type { GraphBuilder } from './graph-builder.js'
import type { StoredMatrix } from './precision.js'

/** Shape of a tensor, and that of its scales, so that they spread over it. */
export interface StoredShape {
  readonly shape: readonly number[]
  readonly scaleShape: readonly number[]
}

/**
 * Adds a stored tensor to the graph, and gives the name of its float32 values. Cast and Mul are the form that every runtime
 * has and computes alike; `DequantizeLinear` is neither.
 */
export function storedConstant(
  builder: GraphBuilder,
  name: string,
  { shape, scaleShape }: StoredShape,
  { values, scales }: StoredMatrix,
): string {
  if (values instanceof Float32Array) return builder.constant(initializerOf(name, shape, values))
  const kept = builder.constant(initializerOf(`${name}/${scales ? 'int8' : 'float16'}`, shape, values))
  if (scales === undefined) return castToFloat(builder, kept, name)
  const scale = builder.constant(initializerOf(`${name}/scale`, scaleShape, scales))
  return builder.add('Mul', [castToFloat(builder, kept, `${name}/unscaled`), scale], name)
}

export function castToFloat(builder: GraphBuilder, input: string, output: string): string {
  return builder.add('Cast', [input], output, [intAttribute('to', TensorProto_DataType.FLOAT)])
}
