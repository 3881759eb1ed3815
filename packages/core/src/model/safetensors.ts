import { WordloomError } from '../errors.js'
import { float32ToHalf, halfToFloat32 } from './half.js'
import type { Tensor } from './tensor.js'

const bytesPerValue = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, I16: 2, I8: 1, U8: 1, BOOL: 1 } as const

/** The value types of the format that this package knows. */
export type TensorType = keyof typeof bytesPerValue

/** A tensor as bytes, little-endian and row-major. */
export interface StoredTensor {
  /** The type of its values. */
  readonly dtype: TensorType
  /** The outermost axis first. */
  readonly shape: readonly number[]
  /** The values, row-major and little-endian. */
  readonly bytes: Uint8Array
}

/** What a safetensors file holds. */
export interface StoredTensors {
  /** By name. */
  readonly tensors: ReadonlyMap<string, StoredTensor>
  /** Texts by name. */
  readonly metadata: Readonly<Record<string, string>>
}

/** The reference implementation refuses larger headers; a larger one is a damaged file or an attack. */
const largestHeader = 100_000_000

/**
 * Writes a safetensors file: 8 bytes of header length, a JSON header, the values. Tensors are ordered by alignment and
 * name, the header is padded with spaces to 8 bytes, so the same tensors give the same bytes and every reader can map
 * them.
 *
 * @see https://huggingface.co/docs/safetensors/index#format
 * @throws WordloomError `TENSOR_SHAPE` when a tensor's bytes do not fit its shape.
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const ordered = [...tensors].sort(
    ([nameA, a], [nameB, b]) => bytesPerValue[b.dtype] - bytesPerValue[a.dtype] || (nameA < nameB ? -1 : 1),
  )
  const header: Record<string, unknown> = {}
  if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata
  let offset = 0
  for (const [name, { dtype, shape, bytes }] of ordered) {
    const expected = valueCount(shape) * bytesPerValue[dtype]
    if (bytes.length !== expected) {
      throw new WordloomError('TENSOR_SHAPE', 'A tensor has as many bytes as its shape asks for', {
        name,
        expected,
        received: bytes.length,
      })
    }
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] }
    offset += bytes.length
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const headerLength = Math.ceil(json.length / 8) * 8
  const file = new Uint8Array(8 + headerLength + offset)
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true)
  file.fill(0x20, 8, 8 + headerLength)
  file.set(json, 8)
  let position = 8 + headerLength
  for (const [, { bytes }] of ordered) {
    file.set(bytes, position)
    position += bytes.length
  }
  return file
}

/**
 * Reads a safetensors file. The tensors are views of `file`.
 *
 * @param where - file name for error messages.
 * @throws WordloomError `SAFETENSORS_MALFORMED` for anything that the format does not allow: a header beyond the file,
 * no JSON, offsets outside the data, that overlap, leave gaps, or do not fit the shape.
 */
export function decodeSafetensors(file: Uint8Array, where = 'safetensors'): StoredTensors {
  const fail = (what: string, details: object = {}): never => {
    throw new WordloomError('SAFETENSORS_MALFORMED', what, {
      file: where,
      hint: 'The file is damaged or was cut short.',
      ...details,
    })
  }
  if (file.length < 8) fail('A safetensors file begins with 8 bytes of header length', { received: file.length })
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const headerLength = Number(view.getBigUint64(0, true))
  if (headerLength > largestHeader || headerLength > file.length - 8) {
    fail('The header does not fit into the file', {
      expected: `at most ${Math.min(largestHeader, file.length - 8)} bytes`,
      received: headerLength,
    })
  }
  const header = parseHeader(file.subarray(8, 8 + headerLength), where)
  const data = file.subarray(8 + headerLength)
  const tensors = new Map<string, StoredTensor>()
  let metadata: Record<string, string> = {}
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      if (!isRecord(entry) || !Object.values(entry).every((value) => typeof value === 'string')) {
        fail('The metadata is not a table of strings', { name })
      }
      metadata = entry as Record<string, string>
      continue
    }
    tensors.set(name, readTensor(name, entry, data, fail))
  }
  let covered = 0
  for (const tensor of [...tensors.values()].sort((a, b) => a.bytes.byteOffset - b.bytes.byteOffset)) {
    if (tensor.bytes.byteOffset - data.byteOffset !== covered && tensor.bytes.length > 0) {
      fail('Tensors overlap or leave a gap', { byte: 8 + headerLength + covered })
    }
    covered += tensor.bytes.length
  }
  if (covered !== data.length) {
    fail('The file has another length than its tensors', {
      expected: 8 + headerLength + covered,
      received: file.length,
    })
  }
  return { tensors, metadata }
}

function parseHeader(bytes: Uint8Array, where: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (isRecord(header)) return header
  } catch (cause) {
    throw malformedHeader(where, cause)
  }
  throw malformedHeader(where)
}

function malformedHeader(where: string, cause?: unknown): WordloomError {
  return new WordloomError('SAFETENSORS_MALFORMED', 'The header is not a JSON object', {
    file: where,
    byte: 8,
    hint: 'The file is damaged or no safetensors file.',
    cause,
  })
}

function readTensor(
  name: string,
  entry: unknown,
  data: Uint8Array,
  fail: (what: string, details?: object) => never,
): StoredTensor {
  if (!isRecord(entry)) return fail('A tensor has dtype, shape and data_offsets', { name })
  const { dtype, shape, data_offsets: offsets } = entry
  if (typeof dtype !== 'string' || !Object.hasOwn(bytesPerValue, dtype)) {
    return fail('The type of a tensor is unknown', {
      name,
      received: String(dtype),
      hint: 'Known are F32, F16 and others.',
    })
  }
  if (!isSizes(shape)) return fail('A shape is a list of sizes', { name, received: JSON.stringify(shape) })
  if (!isSizes(offsets) || offsets.length !== 2) return fail('A tensor has two data_offsets', { name })
  const [begin, end] = offsets as [number, number]
  if (begin > end || end > data.length) {
    return fail('A tensor lies outside the file', {
      name,
      expected: `0 to ${data.length}`,
      received: `${begin} to ${end}`,
    })
  }
  const expected = valueCount(shape) * bytesPerValue[dtype as TensorType]
  if (end - begin !== expected) {
    return fail('A tensor has as many bytes as its shape asks for', { name, expected, received: end - begin })
  }
  return { dtype: dtype as TensorType, shape, bytes: data.subarray(begin, end) }
}

/**
 * The values of a stored tensor as float32, from `F32` or `F16`.
 * @throws WordloomError `TENSOR_SHAPE` for another type.
 */
export function tensorToFloat32(stored: StoredTensor, name: string): Tensor {
  const { dtype, shape, bytes } = stored
  // A copy starts at an aligned offset; a view of the file need not. slice() would not copy a Buffer of Node.
  const aligned = new Uint8Array(bytes)
  if (dtype === 'F32') return { shape, data: new Float32Array(aligned.buffer) }
  if (dtype === 'F16') return { shape, data: halfToFloat32(new Uint16Array(aligned.buffer)) }
  throw new WordloomError('TENSOR_SHAPE', 'Only float tensors can be used here', {
    name,
    expected: 'F32 or F16',
    received: dtype,
  })
}

/** A float32 tensor for {@link encodeSafetensors}: as it is, or rounded to float16. */
export function tensorFromFloat32({ shape, data }: Tensor, dtype: 'F32' | 'F16' = 'F32'): StoredTensor {
  const values = dtype === 'F16' ? float32ToHalf(data) : data
  return { dtype, shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) }
}

function valueCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
