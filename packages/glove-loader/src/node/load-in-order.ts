import { existsSync } from 'node:fs'
import { loadChunks } from '../formats/load-chunks.js'
import { parseWordLines, vocabularyBeside } from '../formats/require-vocabulary.js'
import { openText } from '../open/text-source.js'
import type { LoadVectorsOptions } from '../options.js'
import { withCoverage } from '../parse/coverage.js'
import type { LoadedVectors } from '../report.js'
import { gunzipChunks, nodeZipInflater } from './gunzip.js'
import { openBytes, type VectorsInput } from './open-bytes.js'

/** Loads vectors in any format from any input, in order, on one thread. Throws as `loadVectors`. */
export async function loadInOrder(
  input: VectorsInput,
  name: string,
  options: LoadVectorsOptions,
): Promise<LoadedVectors> {
  const { entry, signal, onProgress, ...parseOptions } = options
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
