import {
  createEmbedding,
  createVocabulary,
  decodeSafetensors,
  tensorToFloat32,
  WordloomError,
  type Embedding,
  type EmbeddingSourceOptions,
} from '@wordloom/core'
import { readFile } from 'node:fs/promises'
import { assertNotAborted, assertOptions } from '../parse/assert-options.js'

/** Name and dimension of the vectors that come with `@wordloom/glove-mini`, which is imported when they are loaded. */
export const gloveMiniName = 'glove-mini'
export const gloveMiniDimension = 50

const firstWordRow = 2

/** The vectors of `@wordloom/glove-mini`, chosen as {@link loadVectors} chooses rows of a file. */
export async function loadGloveMini(options: EmbeddingSourceOptions): Promise<Embedding> {
  const { words: wanted, limit, signal, onProgress, outOfVocabulary = { type: 'mean' } } = options
  assertOptions({ limit })
  assertNotAborted(signal, gloveMiniName)
  const { gloveMini } = await import('@wordloom/glove-mini')
  const [vectors, vocabulary] = await Promise.all([readData(gloveMini.vectors), readData(gloveMini.vocabulary)])
  assertNotAborted(signal, gloveMiniName)
  const stored = decodeSafetensors(vectors, gloveMiniName).tensors.get('embeddings')
  const words = new TextDecoder('utf-8', { ignoreBOM: true }).decode(vocabulary).split('\n').slice(0, -1)
  const { dimension } = gloveMini
  if (stored === undefined || stored.shape.join() !== `${words.length},${dimension}`) throw damagedInstallation()
  const { data } = tensorToFloat32(stored, 'embeddings')

  const rows = [...words.slice(0, limit).keys()].filter((row) => wanted === undefined || wanted.has(words[row]!))
  const matrix = new Float32Array((firstWordRow + rows.length) * dimension)
  for (const [index, row] of rows.entries()) {
    matrix.set(data.subarray(row * dimension, (row + 1) * dimension), (firstWordRow + index) * dimension)
  }
  const total = vectors.length + vocabulary.length
  onProgress?.({ done: total, total })
  const chosen = createVocabulary(rows.map((row) => words[row]!))
  return createEmbedding(chosen, matrix, dimension, { outOfVocabulary })
}

async function readData(url: URL): Promise<Uint8Array> {
  try {
    const buffer = await readFile(url)
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  } catch (cause) {
    throw damagedInstallation(cause)
  }
}

function damagedInstallation(cause?: unknown): WordloomError {
  return new WordloomError('FILE_READ_FAILED', 'The vectors of @wordloom/glove-mini cannot be read', {
    file: gloveMiniName,
    hint: 'Install @wordloom/glove-mini again.',
    cause,
  })
}
