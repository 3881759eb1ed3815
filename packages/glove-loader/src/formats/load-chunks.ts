import { parseVectors } from '../parse-vectors.js'
import { assertNotAborted, assertOptions } from '../parse/assert-options.js'
import type { LoadedVectors } from '../report.js'
import { createByteReader, type ByteReader } from './byte-reader.js'
import type { ReadFormatOptions } from './read-options.js'
import { formatHeadBytes, formatOf, type VectorsFormat } from './sniff-format.js'

type Reader = (reader: ByteReader, options: ReadFormatOptions) => Promise<LoadedVectors>

/** Readers of formats that are no text; each is loaded when a file has its format. */
const readers: Readonly<Record<Exclude<VectorsFormat, 'text'>, () => Promise<Reader>>> = {
  'word2vec-binary': async () => (await import('./read-word2vec-binary.js')).readWord2vecBinary,
  fasttext: async () => (await import('./read-fasttext.js')).readFastText,
  npy: async () => (await import('./read-npy.js')).readNpy,
  safetensors: async () => (await import('./read-safetensors.js')).readSafetensors,
}

/**
 * Reads vectors in any format from unpacked bytes.
 *
 * @param isPacked - whether they were packed; asked when some have come: how many there are is then not known from the size of the input.
 */
export async function loadChunks(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadFormatOptions,
  isPacked: () => boolean,
): Promise<LoadedVectors> {
  assertOptions(options)
  assertNotAborted(options.signal, options.name)
  const reader = createByteReader(chunks, options.name)
  try {
    const format = formatOf(await reader.peek(formatHeadBytes))
    if (format === 'text') return await parseVectors(reader.rest(), options)
    const { totalBytes, ...others } = options
    const read = await readers[format]()
    return await read(reader, isPacked() || totalBytes === undefined ? others : { ...others, totalBytes })
  } finally {
    await reader.close()
  }
}
