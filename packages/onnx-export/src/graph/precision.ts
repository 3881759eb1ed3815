import { tensorFromFloat32, tensorToFloat32, WordloomError } from '@wordloom/core'

/** How the large matrices are kept in the file: float32, float16, or int8 with a float32 scale for each row or column. */
export type Precision = 'fp32' | 'fp16' | 'int8'

/** Values of a stored matrix: float32, the bits of float16, or int8. */
export type StoredValues = Float32Array | Uint16Array | Int8Array

/** A matrix as the file keeps it. */
export interface StoredMatrix {
  readonly values: StoredValues
  /** Of int8 values: one for each row or column, which its values are multiplied with. */
  readonly scales?: Float32Array
}

/** A matrix of weights, row-major. */
export interface Matrix {
  /** For messages. */
  readonly name: string
  readonly data: Float32Array
  readonly columns: number
  /** What int8 values share a scale with. */
  readonly scaled: 'rows' | 'columns'
}

/** The largest magnitude of an int8 value that is used: −128 has no counterpart. */
const largestInt8 = 127

/** The largest finite float16 value. */
const largestHalf = 65504

/**
 * The matrix as the file keeps it.
 *
 * @throws WordloomError `ONNX_UNSUPPORTED` for values that float16 cannot hold.
 */
export function storeMatrix(matrix: Matrix, precision: Precision): StoredMatrix {
  if (precision === 'fp32') return { values: matrix.data }
  return precision === 'fp16' ? storeHalf(matrix) : storeInt8(matrix)
}

/** The float32 values that a runtime makes of a stored matrix, bit for bit. */
export function restoreMatrix({ values, scales }: StoredMatrix, { columns, scaled }: Matrix): Float32Array {
  if (values instanceof Float32Array) return values
  if (values instanceof Uint16Array) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    return tensorToFloat32({ dtype: 'F16', shape: [values.length], bytes }, 'float16').data
  }
  const restored = new Float32Array(values.length)
  const groupOf = groupIndex(columns, scaled)
  for (let index = 0; index < values.length; index++) restored[index] = values[index]! * (scales?.[groupOf(index)] ?? 1)
  return restored
}

/** float32 → the bits of float16. */
export function toHalf(data: Float32Array): Uint16Array {
  const { bytes } = tensorFromFloat32({ shape: [data.length], data }, 'F16')
  return new Uint16Array(bytes.buffer, bytes.byteOffset, data.length)
}

function storeHalf({ name, data }: Matrix): StoredMatrix {
  // Plain loops here and below: a callback for each of millions of values would take longer than all the rest.
  let index = 0
  while (index < data.length && !(Math.abs(data[index]!) > largestHalf)) index++
  if (index === data.length) return { values: toHalf(data) }
  throw new WordloomError('ONNX_UNSUPPORTED', 'A weight is too large for float16', {
    name: `${name}, value ${index}`,
    expected: `at most ${largestHalf}`,
    received: data[index]!,
    hint: 'Export with precision int8 or fp32.',
  })
}

function storeInt8({ data, columns, scaled }: Matrix): StoredMatrix {
  const rows = data.length / columns
  const scales = new Float32Array(scaled === 'rows' ? rows : columns)
  const groupOf = groupIndex(columns, scaled)
  for (let index = 0; index < data.length; index++) {
    const group = groupOf(index)
    scales[group] = Math.max(scales[group]!, Math.abs(data[index]!) / largestInt8)
  }
  const values = new Int8Array(data.length)
  for (let index = 0; index < data.length; index++) {
    const scale = scales[groupOf(index)]!
    if (scale === 0) continue
    values[index] = Math.max(-largestInt8, Math.min(largestInt8, Math.round(data[index]! / scale)))
  }
  return { values, scales }
}

function groupIndex(columns: number, scaled: 'rows' | 'columns'): (index: number) => number {
  return scaled === 'rows' ? (index) => Math.floor(index / columns) : (index) => index % columns
}
