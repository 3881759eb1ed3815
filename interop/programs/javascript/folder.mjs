// The cases of the folder named on the command line, in Node.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCases, readStrings } from './cases.mjs'

const folder = process.argv[2]

export const modelPath = join(folder, 'model.onnx')

export function casesOfFolder() {
  const index = readFileSync(join(folder, 'cases.tsv'), 'utf8')
  const ofStrings = existsSync(join(folder, 'strings.txt'))
  const values = ofStrings ? readStrings(bufferOf('strings.txt')) : new Int32Array(bufferOf('ids.bin'))
  return readCases(index, values, bufferOf('expected.bin'))
}

/** Node may hand out a part of a larger buffer. */
function bufferOf(name) {
  return new Uint8Array(readFileSync(join(folder, name))).buffer
}
