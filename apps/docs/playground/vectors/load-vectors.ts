import { createTokenizer, defaultTokenizer, WordloomError, type Progress } from '@wordloom/core'
import { loadVectors, type LoadedVectors } from '@wordloom/glove-loader/web'
import { gloveMini } from '@wordloom/glove-mini'
import type { InitialVectors } from './initial-vectors.js'

/** Hears how far reading is, in bytes. */
export type OnProgress = (progress: Progress) => void

/** Vectors of a file of the reader's own: rows of other words are passed over, so the size of the file does not matter. */
export async function vectorsOfFile(
  file: File,
  texts: readonly string[],
  onProgress: OnProgress,
): Promise<InitialVectors> {
  return wordRows(await loadVectors(file, { words: wordsOf(texts), onProgress }), file.name)
}

/** Vectors of the mini GloVe, two files of this site. */
export async function vectorsOfGloveMini(texts: readonly string[]): Promise<InitialVectors> {
  const [vectors, vocabulary] = await Promise.all([bytesOf(gloveMini.vectors), bytesOf(gloveMini.vocabulary)])
  return wordRows(await loadVectors(vectors, { vocabulary, words: wordsOf(texts) }), gloveMini.name)
}

function wordsOf(texts: readonly string[]): Set<string> {
  const tokenizer = createTokenizer(defaultTokenizer)
  const words = new Set<string>()
  for (const text of texts) for (const word of tokenizer(text)) words.add(word)
  return words
}

function wordRows({ embedding }: LoadedVectors, name: string): InitialVectors {
  const { vocabulary, dimension, matrix } = embedding
  const specials = vocabulary.specialTokens.length
  return {
    name,
    dimension,
    words: [...vocabulary.tokens()].slice(specials),
    // A copy: the matrix lies in a WebAssembly memory, which stays in its thread.
    rows: Float32Array.from(matrix.subarray(specials * dimension)),
  }
}

async function bytesOf(url: URL): Promise<Uint8Array> {
  const answer = await fetch(url).catch((cause: unknown) => notLoaded(url, cause))
  if (!answer.ok) notLoaded(url, answer.status)
  return new Uint8Array(await answer.arrayBuffer())
}

function notLoaded(url: URL, cause: unknown): never {
  throw new WordloomError('DOWNLOAD_FAILED', 'The vectors of this site did not load', {
    file: url.pathname.slice(url.pathname.lastIndexOf('/') + 1),
    hint: 'Try again, or start from random vectors.',
    cause,
  })
}
