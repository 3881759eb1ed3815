import type { LoadVectorsOptions } from '../options.js'
import { withCoverage } from '../parse/coverage.js'
import { assertNotAborted, assertOptions } from '../parse/assert-options.js'
import type { LoadedVectors } from '../report.js'
import { nameOf, type VectorsInput } from './open-bytes.js'

/**
 * Loads vectors: GloVe and word2vec text, fastText `.vec`, word2vec binary, fastText `.bin`, npy and safetensors; plain,
 * gzipped, or one file of a zip archive. Formats are told by content. Nothing is unpacked to the disk, and memory is that of
 * the rows kept; plain text is parsed on several threads.
 *
 * Progress counts bytes of the input as it is, packed or not.
 *
 * @param input - a path, a `file:` URL, the bytes of a file, or a stream of them (no zip).
 * @returns the embedding, padding and unknown in rows 0 and 1, and what was found in the file.
 * @throws WordloomError as {@link parseVectors}, and `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `ARCHIVE_MALFORMED` (also when
 * a zip archive holds several files and `entry` names none: the message lists them; and when a small file unpacks to far more
 * than vectors do); `SAFETENSORS_MALFORMED`,
 * `TENSOR_MISSING`, `TENSOR_SHAPE`, `EMBEDDING_SHAPE` of the formats that have words elsewhere.
 */
export async function loadVectors(input: VectorsInput, options: LoadVectorsOptions = {}): Promise<LoadedVectors> {
  const { name = typeof input === 'string' ? input : nameOf(input) } = options
  assertOptions(options)
  assertNotAborted(options.signal, name)
  if (typeof input === 'string' || input instanceof URL) {
    const { parseRegularFile } = await import('./parse-file.js')
    const loaded = await parseRegularFile(input, name, options)
    if (loaded !== undefined) return withCoverage(loaded, options.words)
  }
  // Streams and archives are loaded with it, which a program that reads a text can do without.
  const { loadInOrder } = await import('./load-in-order.js')
  return loadInOrder(input, name, options)
}
