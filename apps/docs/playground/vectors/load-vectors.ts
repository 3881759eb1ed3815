import { createTokenizer, defaultTokenizer, type Progress } from '@wordloom/core'
import { loadVectors, type LoadedVectors } from '@wordloom/glove-loader/web'
import { fetchGloveMini } from '../../tool-parts/glove-mini-files.js'
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
  const { name, vectors, vocabulary } = await fetchGloveMini()
  return wordRows(await loadVectors(vectors, { vocabulary, words: wordsOf(texts) }), name)
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
