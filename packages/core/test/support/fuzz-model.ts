import { decodeModelFolder, decodeSafetensors, encodeModelFolder, isWordloomError } from '@wordloom/core'
import fc from 'fast-check'
import { smallModel } from '../fixtures.js'
import { mutated } from '../../../../reference/fuzzing/mutated.js'

/** Anything but a code is a defect. */
function readOrRefuse(work: () => unknown): void {
  try {
    work()
  } catch (error) {
    if (!isWordloomError(error)) throw error
  }
}

/** Reads model folders, and safetensors files alone, of which one file was changed. */
export function fuzzModels(numRuns: number): void {
  const files = encodeModelFolder(smallModel())
  const anyFolder = fc
    .constantFrom(...files.keys())
    .chain((name) => mutated(files.get(name)!).map((bytes) => new Map(files).set(name, bytes)))
  fc.assert(
    fc.property(anyFolder, (folder) => readOrRefuse(() => decodeModelFolder(folder))),
    { numRuns },
  )
  fc.assert(
    fc.property(mutated(files.get('weights.safetensors')!), (bytes) => readOrRefuse(() => decodeSafetensors(bytes))),
    { numRuns },
  )
}
