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
 * - `cases.tsv`: a line of headings, then a line a case: name, rows, ids a row, outputs a row, separated by tabs;
 * - `ids.bin`: the ids of all cases one after the other, int32, little-endian;
 * - `expected.bin`: the probabilities of all cases one after the other, float32, little-endian.
 */
export async function writeCaseFolder(path: string, { model, cases, expected }: CaseFolder): Promise<void> {
  await rm(path, { recursive: true, force: true })
  await mkdir(path, { recursive: true })
  const lines = cases.map(({ name, rows, time }, index) => {
    return [name, rows.length, time, expected[index]!.length / rows.length].join('\t')
  })
  await writeFile(join(path, 'model.onnx'), model)
  await writeFile(join(path, 'cases.tsv'), ['case\tbatch\ttime\toutputs', ...lines, ''].join('\n'))
  await writeFile(
    join(path, 'ids.bin'),
    littleEndian(
      cases.flatMap(({ ids }) => [...ids]),
      'setInt32',
    ),
  )
  await writeFile(
    join(path, 'expected.bin'),
    littleEndian(
      expected.flatMap((values) => [...values]),
      'setFloat32',
    ),
  )
}

function littleEndian(values: readonly number[], set: 'setInt32' | 'setFloat32'): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4))
  for (const [index, value] of values.entries()) view[set](index * 4, value, true)
  return new Uint8Array(view.buffer)
}
