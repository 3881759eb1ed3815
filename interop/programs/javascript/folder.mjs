// The cases of the folder named on the command line, in Node.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCases } from './cases.mjs'

const folder = process.argv[2]

export const modelPath = join(folder, 'model.onnx')

export function casesOfFolder() {
  const index = readFileSync(join(folder, 'cases.tsv'), 'utf8')
  return readCases(index, bufferOf('ids.bin'), bufferOf('expected.bin'))
}

/** Node may hand out a part of a larger buffer. */
function bufferOf(name) {
  return new Uint8Array(readFileSync(join(folder, name))).buffer
}
