import { toBinary } from '@bufbuild/protobuf'
import * as runtime from 'onnxruntime-node'
import { decodeModel } from '../../src/format/decode-model.js'
import { ModelProtoSchema, type ModelProto } from '../../src/generated/onnx_pb.js'

/** The file's answers, one array a row, for rows of ids of the same length. */
export async function runRows(bytes: Uint8Array, rows: readonly (readonly number[])[]): Promise<number[][]> {
  const session = await runtime.InferenceSession.create(bytes, { intraOpNumThreads: 1 })
  try {
    const ids = new runtime.Tensor('int32', Int32Array.from(rows.flat()), [rows.length, rows[0]!.length])
    const { probabilities } = await session.run({ ids })
    const values = Array.from(probabilities!.data as Float32Array)
    const outputs = values.length / rows.length
    return rows.map((_, row) => values.slice(row * outputs, (row + 1) * outputs))
  } finally {
    await session.release()
  }
}

/** The values of an initializer of the file, as a copy. */
export function floatsOf(bytes: Uint8Array, name: string): Float32Array {
  return new Float32Array(rawData(bytes, name).slice().buffer)
}

/** A copy of the file with the values of one initializer changed. */
export function tampered(bytes: Uint8Array, name: string, change: (values: Float32Array) => void): Uint8Array {
  const copy = bytes.slice()
  const values = floatsOf(copy, name)
  change(values)
  rawData(copy, name).set(new Uint8Array(values.buffer))
  return copy
}

/** The file with anything but values of tensors changed. */
export function edited(bytes: Uint8Array, change: (model: ModelProto) => void): Uint8Array {
  const { model } = decodeModel(bytes)
  change(model)
  return toBinary(ModelProtoSchema, model)
}

function rawData(bytes: Uint8Array, name: string): Uint8Array {
  const tensor = decodeModel(bytes).graph.initializer.find((initializer) => initializer.name === name)
  if (tensor === undefined) throw new Error(`no initializer ${name}`)
  return tensor.rawData
}

/** The largest absolute difference; NaN when there is one among the values. */
export function largestDifference(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new Error(`${a.length} values and ${b.length}`)
  return Math.max(...a.map((value, index) => Math.abs(value - b[index]!)))
}
