import { createEmbedding, createRandom, createVocabulary, type Embedding } from '@wordloom/core'
import { createSimilarity, type Neighbor } from '../src/index.js'

/** Rows enough for the fast first pass of a search. */
const rows = 5000
const dimension = 50

/** The same invented vectors everywhere. */
export function inventedVectors(): Embedding {
  const random = createRandom(5)
  const words = Array.from({ length: rows }, (_, row) => `w${row}`)
  const matrix = Float32Array.from({ length: (rows + 2) * dimension }, () => random.nextInteger(2001) / 1000 - 1)
  return createEmbedding(createVocabulary(words), matrix, dimension)
}

/** Answers to some questions, as JSON. */
export async function answers(): Promise<{
  nearest: Neighbor[]
  analogy: Neighbor[]
  many: Neighbor[][]
  prepared: Neighbor[]
}> {
  const similarity = await createSimilarity(inventedVectors())
  const nearest = similarity.mostSimilar('w7')
  const analogy = similarity.mostSimilar({ positive: ['w1', 'w2'], negative: ['w3'] }, { topk: 5 })
  const many = similarity.mostSimilarOfMany(['w1', 'w100', 'w4999'], { topk: 3 })
  similarity.prepare()
  const prepared = similarity.mostSimilar('w7')
  similarity.dispose()
  return { nearest, analogy, many, prepared }
}

Object.assign(globalThis, { answers })
