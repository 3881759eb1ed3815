import { WordloomError } from '@wordloom/core'
import type { LoadedVectors } from '../report.js'
import type { ByteReader } from './byte-reader.js'
import { decodeValues, valueBytes, type ValueType } from './decode-values.js'
import { assertShape, pauseAtRow, type ReadFormatOptions } from './read-options.js'
import { createRowCollector } from './row-collector.js'
import { requireVocabulary } from './require-vocabulary.js'

/** Headers hold a type and a shape; numpy itself refuses to evaluate longer ones. */
const longestHeader = 10_000
const types: Readonly<Record<string, ValueType>> = { f2: 'float16', f4: 'float32', f8: 'float64' }

/**
 * Reads a numpy file with a matrix of float16, float32 or float64, in C or Fortran order and either byte order, versions 1
 * to 3. The header is parsed, never evaluated, and objects (pickles) are refused.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws WordloomError `VECTORS_MALFORMED`, `EMBEDDING_SHAPE`, and those of `createRowCollector`
 */
export async function readNpy(reader: ByteReader, options: ReadFormatOptions): Promise<LoadedVectors> {
  const { name } = options
  const start = await reader.take(8)
  const wide = start[6]! >= 2
  if (start[6]! < 1 || start[6]! > 3) throw malformed(name, 'a version that nobody knows', String(start[6]))
  const lengthBytes = await reader.take(wide ? 4 : 2)
  const view = new DataView(lengthBytes.buffer)
  const length = wide ? view.getUint32(0, true) : view.getUint16(0, true)
  if (length > longestHeader) throw malformed(name, `a header of at most ${longestHeader} bytes`, String(length))
  const header = new TextDecoder().decode(await reader.take(length))
  const descr = /'descr': *'([<>|=])(\w+)'/.exec(header)
  const order = /'fortran_order': *(True|False)/.exec(header)?.[1]
  const shape = /'shape': *\((\d+), *(\d+),?\)/.exec(header)
  const type = types[descr?.[2] ?? '']
  if (type === undefined || order === undefined || shape === null) {
    throw malformed(name, 'a matrix of float16, float32 or float64', header.trim().slice(0, 80))
  }
  const [rows, dimension] = [Number(shape[1]), Number(shape[2])]
  assertShape(name, { rows, dimension }, dimension * valueBytes(type), options)
  const words = requireVocabulary(options, rows)
  const collector = createRowCollector(dimension, rows, name, options)
  const encoder = new TextEncoder()
  const littleEndian = descr![1] !== '>'
  const rowBytes = dimension * valueBytes(type)
  const transposed = order === 'True' ? await readColumns(reader, rows, dimension, type, littleEndian) : undefined
  for (let row = 0; row < rows && !collector.isFull; row++) {
    await pauseAtRow(row, () => reader.position, options)
    const wanted = collector.wants(encoder.encode(words[row]), reader.position)
    const values = transposed?.(row) ?? decodeValues(await reader.take(rowBytes), type, littleEndian)
    if (wanted) collector.keep(values)
  }
  return collector.finish('npy', undefined)
}

/** Fortran order: all rows of the first column, then of the second. */
async function readColumns(
  reader: ByteReader,
  rows: number,
  dimension: number,
  type: ValueType,
  littleEndian: boolean,
): Promise<(row: number) => Float32Array> {
  const columns: Float32Array[] = []
  for (let column = 0; column < dimension; column++) {
    columns.push(decodeValues(await reader.take(rows * valueBytes(type)), type, littleEndian))
  }
  return (row) => Float32Array.from(columns, (values) => values[row]!)
}

function malformed(file: string, expected: string, received: string): WordloomError {
  return new WordloomError('VECTORS_MALFORMED', 'This numpy file holds no matrix of numbers', {
    file,
    expected,
    received,
    hint: 'Save it with numpy.save(file, matrix.astype(numpy.float32)).',
  })
}
