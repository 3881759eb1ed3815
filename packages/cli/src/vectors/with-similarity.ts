import type { Embedding } from '@wordloom/core'
import type { Similarity } from '@wordloom/similarity'
import type { VectorsOptions } from '../options/vectors-options.js'
import { withoutUndefined } from '../options/without-undefined.js'

/** Asks vectors something, and ends the threads that answered. */
export async function withSimilarity<Result>(
  embedding: Embedding,
  { threads }: VectorsOptions,
  ask: (similarity: Similarity) => Result | Promise<Result>,
): Promise<Result> {
  const { createSimilarity } = await import('@wordloom/similarity')
  const similarity = await createSimilarity(embedding, withoutUndefined({ threads }))
  try {
    return await ask(similarity)
  } finally {
    similarity.dispose()
  }
}
