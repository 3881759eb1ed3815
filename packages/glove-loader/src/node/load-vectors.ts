import { openText } from '../open/text-source.js'
import type { LoadVectorsOptions } from '../options.js'
import { assertNotAborted, assertOptions, parseVectors } from '../parse-vectors.js'
import type { LoadedVectors } from '../report.js'
import { gunzipChunks, nodeZipInflater } from './gunzip.js'
import { nameOf, openBytes, type VectorsInput } from './open-bytes.js'

/**
 * Loads a GloVe or word2vec text file: plain, gzipped, or one file of a zip archive, told by content. Nothing is unpacked
 * to the disk and no file is held as a whole: memory is that of the rows kept.
 *
 * Progress counts bytes of the input as it is, packed or not.
 *
 * @param input - a path, a `file:` URL, the bytes of a file, or a stream of them (no zip).
 * @returns the embedding, padding and unknown in rows 0 and 1, and what was found in the file.
 * @throws WordloomError as {@link parseVectors}, and `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `ARCHIVE_MALFORMED` (also when
 * a zip archive holds several files and `entry` names none: the message lists them).
 */
export async function loadVectors(input: VectorsInput, options: LoadVectorsOptions = {}): Promise<LoadedVectors> {
  const {
    entry,
    signal,
    onProgress,
    name = typeof input === 'string' ? input : nameOf(input),
    ...parseOptions
  } = options
  assertOptions(parseOptions)
  assertNotAborted(signal, name)
  if (typeof input === 'string' || input instanceof URL) {
    const { parseRegularFile } = await import('./parse-file.js')
    const loaded = await parseRegularFile(input, name, options)
    if (loaded !== undefined) return loaded
  }
  const text = openText(await openBytes(input), { file: name, entry, gunzip: gunzipChunks, zip: nodeZipInflater })
  try {
    return await parseVectors(text.chunks, {
      ...parseOptions,
      name,
      ...(signal === undefined ? {} : { signal }),
      ...(text.size === undefined ? {} : { totalBytes: text.size }),
      ...(onProgress === undefined ? {} : { onProgress: () => onProgress(text.progress()) }),
    })
  } finally {
    await text.close()
  }
}
