import { existsSync } from 'node:fs'
import { openText } from '../open/text-source.js'
import type { LoadVectorsOptions } from '../options.js'
import { loadChunks } from '../formats/load-chunks.js'
import { parseWordLines, vocabularyBeside } from '../formats/require-vocabulary.js'
import { withCoverage } from '../parse/coverage.js'
import { assertNotAborted, assertOptions } from '../parse-vectors.js'
import type { LoadedVectors } from '../report.js'
import { gunzipChunks, nodeZipInflater } from './gunzip.js'
import { nameOf, openBytes, type VectorsInput } from './open-bytes.js'

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
    if (loaded !== undefined) return withCoverage(loaded, options.words)
  }
  const words = await readVocabulary(input, options.vocabulary)
  const text = openText(await openBytes(input), { file: name, entry, gunzip: gunzipChunks, zip: nodeZipInflater })
  try {
    const loaded = await loadChunks(
      text.chunks,
      {
        ...parseOptions,
        name,
        vocabulary: words,
        signal,
        totalBytes: text.size,
        onProgress: onProgress === undefined ? undefined : () => onProgress(text.progress()),
      },
      text.isPacked,
    )
    return withCoverage(loaded, options.words)
  } finally {
    await text.close()
  }
}

/** Words that are given, or in a file; for npy also in the one beside it. */
async function readVocabulary(
  input: VectorsInput,
  given: LoadVectorsOptions['vocabulary'],
): Promise<readonly string[] | undefined> {
  if (given instanceof Uint8Array) return parseWordLines(given)
  if (Array.isArray(given)) return given as readonly string[]
  const path = given ?? (typeof input === 'string' && input.endsWith('.npy') ? vocabularyBeside(input) : undefined)
  if (path === undefined || (given === undefined && !existsSync(path as string))) return undefined
  const source = await openBytes(path as string | URL)
  try {
    const parts: Uint8Array[] = []
    for await (const chunk of source.chunks) parts.push(chunk)
    return parseWordLines(Buffer.concat(parts))
  } finally {
    await source.close()
  }
}
