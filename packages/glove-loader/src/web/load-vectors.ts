import { loadChunks } from '../formats/load-chunks.js'
import { parseWordLines } from '../formats/require-vocabulary.js'
import { openText } from '../open/text-source.js'
import type { LoadVectorsOptions } from '../options.js'
import { withCoverage } from '../parse/coverage.js'
import { assertNotAborted, assertOptions } from '../parse/assert-options.js'
import type { LoadedVectors } from '../report.js'
import { gunzipChunks } from './gunzip.js'
import { openWebInput, type WebVectorsInput } from './open-input.js'

/** As in Node, but that words are given as they are or as bytes, and that one thread does it all. */
export interface WebLoadVectorsOptions extends Omit<LoadVectorsOptions, 'threads' | 'vocabulary'> {
  /**
   * The words of a file that holds numbers alone, in their order: as they are, or as bytes of a text with one a line.
   */
  readonly vocabulary?: readonly string[] | Uint8Array
}

/**
 * Loads vectors in a browser, in all formats of the Node entry, plain, gzipped or zipped: from a file that the user chose
 * (read where it is, never as a whole), an answer of `fetch`, a stream, bytes, or an address. Call it in a worker: it keeps
 * its thread busy for a second or more per hundred megabytes.
 *
 * @throws WordloomError as `loadVectors` of the Node entry
 */
export async function loadVectors(input: WebVectorsInput, options: WebLoadVectorsOptions = {}): Promise<LoadedVectors> {
  const { entry, signal, onProgress, vocabulary, name = nameOf(input), ...parseOptions } = options
  assertOptions(parseOptions)
  assertNotAborted(signal, name)
  const text = openText(await openWebInput(input, signal), { file: name, entry, gunzip: gunzipChunks })
  try {
    const loaded = await loadChunks(
      text.chunks,
      {
        ...parseOptions,
        name,
        vocabulary: vocabulary instanceof Uint8Array ? parseWordLines(vocabulary) : vocabulary,
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

function nameOf(input: WebVectorsInput): string {
  if (typeof input === 'string') return input
  if (input instanceof URL) return input.href
  if (input instanceof Response && input.url !== '') return input.url
  return 'name' in input && typeof input.name === 'string' ? input.name : 'vectors'
}
