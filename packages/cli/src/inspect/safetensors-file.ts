import { decodeSafetensors } from '@wordloom/core'
import { nodeFiles } from '@wordloom/node-files'
import { formatCount } from '../output/table.js'
import { formatShape, type Description } from './description.js'

/** Reads and checks a safetensors file. Throws `SAFETENSORS_MALFORMED`. */
export async function describeSafetensors(path: string): Promise<Description> {
  const bytes = await nodeFiles().readFile(path)
  const { tensors, metadata } = decodeSafetensors(bytes, path)
  const listed = [...tensors].map(([name, { dtype, shape }]) => ({ name, dtype, shape }))
  return {
    json: { kind: 'safetensors', path, bytes: bytes.length, metadata, tensors: listed },
    tables: [
      [
        ['tensors', path],
        ['bytes', formatCount(bytes.length)],
        ['number of tensors', formatCount(listed.length)],
        ...Object.entries(metadata),
      ],
      listed.map(({ name, dtype, shape }) => [name, dtype, formatShape(shape)]),
    ],
  }
}
