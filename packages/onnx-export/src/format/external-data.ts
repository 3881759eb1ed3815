import { WordloomError } from '@wordloom/core'
import { TensorProto_DataLocation } from '../generated/onnx_pb.js'
import type { TensorProto } from '../generated/onnx_pb.js'
import type { Initializer } from './initializer.js'

/** Where the values of a tensor lie: in a file beside the model. */
export interface ExternalPlace {
  /** Name of the file. */
  readonly location: string
  readonly offset: number
  readonly length: number
}

/** Initializers whose values lie beside the model. */
export type ExternalPlaces = ReadonlyMap<Initializer, ExternalPlace>

/** Smaller tensors stay in the model: a runtime folds them into the graph before it opens other files. */
const smallestExternal = 1024

/** A page: runtimes map a tensor into memory that starts at one. */
const alignment = 4096

/** Node 20 has no larger arrays of bytes. */
const largestData = 2 ** 32 - 1

/** Places in one file for all initializers that are worth it. */
export function placeExternally(initializers: readonly Initializer[], location: string): ExternalPlaces {
  const places = new Map<Initializer, ExternalPlace>()
  let end = 0
  for (const initializer of initializers) {
    if (initializer.byteLength < smallestExternal) continue
    const offset = Math.ceil(end / alignment) * alignment
    places.set(initializer, { location, offset, length: initializer.byteLength })
    end = offset + initializer.byteLength
  }
  return places
}

/**
 * The file that the places are in.
 *
 * @throws WordloomError `ONNX_UNSUPPORTED` for 4 GiB or more.
 */
export function encodeExternalData(places: ExternalPlaces): Uint8Array {
  const size = [...places.values()].reduce((end, { offset, length }) => Math.max(end, offset + length), 0)
  if (size > largestData) {
    throw new WordloomError('ONNX_UNSUPPORTED', 'The values of an ONNX model have less than 4 GiB here', {
      expected: `at most ${largestData} bytes`,
      received: size,
      hint: 'Export with precision fp16 or int8, or with fewer words.',
    })
  }
  const file = new Uint8Array(size)
  for (const [initializer, { offset, length }] of places) initializer.write(file.subarray(offset, offset + length))
  return file
}

/**
 * Where a tensor says that its values lie; undefined when they are in the model.
 *
 * @throws WordloomError `ONNX_MALFORMED` for a path that leaves the folder of the model, and for sizes that are none.
 */
export function externalPlaceOf(tensor: TensorProto): ExternalPlace | undefined {
  if (tensor.dataLocation !== TensorProto_DataLocation.EXTERNAL) return undefined
  const entries = new Map(tensor.externalData.map(({ key, value }) => [key, value]))
  const location = entries.get('location') ?? ''
  if (location === '' || /[\\/]|^\.\.?$/.test(location)) {
    throw malformed(tensor.name, 'the plain name of a file beside the model', JSON.stringify(location))
  }
  const offset = wholeNumber(tensor.name, 'offset', entries.get('offset') ?? '0')
  return { location, offset, length: wholeNumber(tensor.name, 'length', entries.get('length')) }
}

function wholeNumber(name: string, key: string, text: string | undefined): number {
  const value = Number(text)
  if (text !== undefined && /^\d+$/.test(text) && Number.isSafeInteger(value)) return value
  throw malformed(name, `${key}, a whole number of bytes`, JSON.stringify(text))
}

function malformed(name: string, expected: string, received: string): WordloomError {
  return new WordloomError('ONNX_MALFORMED', 'A tensor does not say where its values lie', { name, expected, received })
}
