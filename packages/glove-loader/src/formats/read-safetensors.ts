import { decodeSafetensors, WordloomError, type StoredTensor } from '@wordloom/core'
import type { LoadedVectors } from '../report.js'
import type { ByteReader } from './byte-reader.js'
import { decodeValues, type ValueType } from './decode-values.js'
import { assertShape, pauseAtRow, type ReadFormatOptions } from './read-options.js'
import { createRowCollector } from './row-collector.js'
import { requireVocabulary } from './require-vocabulary.js'

const types: Readonly<Record<string, ValueType>> = { F16: 'float16', BF16: 'bfloat16', F32: 'float32', F64: 'float64' }
/** Where {@link writeVectors} puts the words. */
export const wordsKey = 'words'
/** A file is held as a whole while it is read; half of what a typed array can be. */
const largestFile = 2 ** 32

/**
 * Reads a matrix of a safetensors file: the one that is named, or the only one. Words come from the metadata `words` (a JSON
 * list) or from the option `vocabulary`.
 *
 * @throws WordloomError `SAFETENSORS_MALFORMED`, `TENSOR_MISSING`, `TENSOR_SHAPE`, `EMBEDDING_SHAPE`, and those of
 * `createRowCollector`
 */
export async function readSafetensors(reader: ByteReader, options: ReadFormatOptions): Promise<LoadedVectors> {
  const { name, tensor: wanted } = options
  const { tensors, metadata } = decodeSafetensors(await readAll(reader, name), name)
  const matrices = [...tensors].filter(([, { shape }]) => shape.length === 2)
  const found =
    wanted === undefined
      ? matrices.length === 1
        ? matrices[0]
        : undefined
      : matrices.find(([each]) => each === wanted)
  if (found === undefined) {
    throw new WordloomError('TENSOR_MISSING', 'It is not clear which tensor holds the vectors', {
      file: name,
      expected: `one of ${matrices.map(([each]) => each).join(', ') || 'no matrix at all'}`,
      ...(wanted === undefined ? {} : { received: wanted }),
      hint: 'Name it with the option `tensor`.',
    })
  }
  const [tensorName, { dtype, shape, bytes }] = found as [string, StoredTensor]
  const type = types[dtype]
  if (type === undefined) {
    throw new WordloomError('TENSOR_SHAPE', 'Vectors are floating-point numbers', {
      file: name,
      name: tensorName,
      expected: Object.keys(types).join(', '),
      received: dtype,
    })
  }
  const [rows, dimension] = shape as [number, number]
  assertShape(name, { rows, dimension }, 1, options)
  const words = requireVocabulary({ ...options, vocabulary: options.vocabulary ?? wordsOf(metadata, name)! }, rows)
  const collector = createRowCollector(dimension, rows, name, options)
  const encoder = new TextEncoder()
  const rowBytes = rows === 0 ? 0 : bytes.length / rows
  for (let row = 0; row < rows && !collector.isFull; row++) {
    await pauseAtRow(row, () => reader.position, options)
    if (!collector.wants(encoder.encode(words[row]), row * rowBytes)) continue
    collector.keep(decodeValues(bytes.slice(row * rowBytes, (row + 1) * rowBytes), type, true))
  }
  return collector.finish('safetensors', undefined)
}

function wordsOf(metadata: Readonly<Record<string, string>>, file: string): string[] | undefined {
  if (!Object.hasOwn(metadata, wordsKey)) return undefined
  try {
    const words: unknown = JSON.parse(metadata[wordsKey]!)
    if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words
  } catch {
    // Said below.
  }
  throw new WordloomError('SAFETENSORS_MALFORMED', 'The metadata `words` is no list of words', {
    file,
    hint: 'Pass the words with the option `vocabulary`.',
  })
}

async function readAll(reader: ByteReader, file: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  while (!(await reader.isAtEnd())) {
    const { length: available } = await reader.peek(1_048_576)
    parts.push(await reader.take(available))
    length += available
    if (length > largestFile) {
      throw new WordloomError('RUNTIME_UNSUPPORTED', 'The safetensors file is too large to be read', {
        file,
        expected: `at most ${largestFile} bytes`,
      })
    }
  }
  const all = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}
