import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InteropCase } from './interop-case.js'

/** What a program is given. */
export interface CaseFolder {
  /** The ONNX file. */
  readonly model: Uint8Array
  readonly cases: readonly InteropCase[]
  /** `[rows, outputs]`, one array a case. */
  readonly expected: readonly Float32Array[]
}

/**
 * Writes a folder in a form that every language reads without a library:
 *
 * - `model.onnx`;
 * - `cases.tsv`: a line of headings, then a line a case: name, shape of the input (`5x12`, or `5` for texts), outputs a row,
 *   separated by tabs;
 * - `ids.bin`: the ids of all cases one after the other, int32, little-endian; or
 * - `strings.txt`: their tokens or texts, UTF-8, a zero byte after each;
 * - `expected.bin`: the probabilities of all cases one after the other, float32, little-endian.
 */
export async function writeCaseFolder(path: string, { model, cases, expected }: CaseFolder): Promise<void> {
  await rm(path, { recursive: true, force: true })
  await mkdir(path, { recursive: true })
  const lines = cases.map(({ name, rows, shape }, index) => {
    return [name, shape.join('x'), expected[index]!.length / rows.length].join('\t')
  })
  const write = (name: string, content: string | Uint8Array): Promise<void> => writeFile(join(path, name), content)
  await write('model.onnx', model)
  await write('cases.tsv', ['case\tshape\toutputs', ...lines, ''].join('\n'))
  const ids = cases.flatMap(({ values }) => (values instanceof Int32Array ? [...values] : []))
  const strings = cases.flatMap(({ values }) => (values instanceof Int32Array ? [] : values))
  if (strings.length === 0) await write('ids.bin', littleEndian(ids, 'setInt32'))
  else await write('strings.txt', strings.map((text) => `${text}\0`).join(''))
  const probabilities = expected.flatMap((row) => [...row])
  await write('expected.bin', littleEndian(probabilities, 'setFloat32'))
}

function littleEndian(values: readonly number[], set: 'setInt32' | 'setFloat32'): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4))
  for (const [index, value] of values.entries()) view[set](index * 4, value, true)
  return new Uint8Array(view.buffer)
}
