import { createEmbedding, createRandom, createVocabulary, WordloomError } from '@wordloom/core'
import { createSimilarity } from '@wordloom/similarity'
import { UMAP } from 'umap-js'
import type { WordRows } from '../vectors/word-rows.js'
import { principalPlane } from './principal-plane.js'
import { unitRows } from './unit-rows.js'
import type { WordMap } from './word-map.js'

/** How far laying out is. */
export interface LayOutProgress {
  /** 0 … 1. */
  readonly share: number
  /** Where the points are now, `[words, 2]`. */
  readonly positions: Float32Array
}

/** Neighbours that pull at a word; the value of UMAP's authors. */
const neighborsOfWord = 15
/** Below this there is nothing to lay out. */
export const fewestWords = 4
/** Any number would do: it makes the same vectors give the same picture. */
const seed = 1

/** Half the width of the plane at the start: small, for groups that nothing ties to the others end as far off as they begin. */
const startRadius = 2
/**
 * How much nearer to the middle each round brings all words, less as the rounds go on. Neighbours hold their distance
 * against it; groups that nothing ties to the rest, such as the months, would drift so far off that the rest becomes small.
 */
const pull = 0.03
/** Words with the same vector could not part without it. */
const startNoise = 0.01

const specialRows = 2

/**
 * Lays words out in the plane by UMAP, so that those with a small cosine distance come close together. Neighbours are exact,
 * and the same words give the same map each time.
 *
 * @param onProgress - called after each of some hundred rounds.
 * @throws WordloomError `INVALID_ARGUMENT` for fewer words than a map needs.
 * @see McInnes, Healy, Melville: UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction, 2018
 */
export async function layOut(rows: WordRows, onProgress?: (progress: LayOutProgress) => void): Promise<WordMap> {
  const { words } = rows
  if (words.length < fewestWords) throw tooFew(words.length)
  const count = Math.min(neighborsOfWord, words.length - 1)
  const { neighbors, distances } = await nearestWithin(rows, count)
  const random = createRandom(seed)
  const umap = new UMAP({ nNeighbors: count, minDist: 0.1, random: () => random.nextFloat() })
  umap.setPrecomputedKNN(neighbors, distances)
  // As the neighbours are given, UMAP takes nothing but the number of points from the vectors.
  const epochs = umap.initializeFit(words.map(() => []))
  // Its own start is random, and tears apart what the whole has in common. These are the very points that it moves.
  const start = principalPlane(unitRows(rows.rows, rows.dimension), rows.dimension, random)
  for (const [index, point] of umap.getEmbedding().entries()) {
    for (const axis of [0, 1]) point[axis] = start[2 * index + axis]! * startRadius + random.nextNormal() * startNoise
  }
  for (let epoch = 1; epoch <= epochs; epoch++) {
    umap.step()
    const kept = 1 - pull * (1 - epoch / epochs)
    for (const point of umap.getEmbedding()) for (const axis of [0, 1]) point[axis]! *= kept
    onProgress?.({ share: epoch / epochs, positions: flat(umap.getEmbedding()) })
  }
  return { words, positions: flat(umap.getEmbedding()), neighbors: neighbors.map((own) => own.slice(1)) }
}

/** Each word itself, and those that are nearest to it among the others, with cosine distances. */
async function nearestWithin(
  { words, rows, dimension }: WordRows,
  count: number,
): Promise<{ readonly neighbors: number[][]; readonly distances: number[][] }> {
  const matrix = new Float32Array((specialRows + words.length) * dimension)
  matrix.set(rows, specialRows * dimension)
  const similarity = await createSimilarity(createEmbedding(createVocabulary(words), matrix, dimension), { threads: 1 })
  const indices = new Map(words.map((word, index) => [word, index]))
  try {
    const answers = similarity.mostSimilarOfMany(words, { topk: count - 1 })
    return {
      neighbors: answers.map((nearest, index) => [index, ...nearest.map(({ word }) => indices.get(word)!)]),
      // Rounding may bring a cosine above 1.
      distances: answers.map((nearest) => [0, ...nearest.map(({ similarity: cosine }) => Math.max(0, 1 - cosine))]),
    }
  } finally {
    similarity.dispose()
  }
}

function flat(points: readonly (readonly number[])[]): Float32Array {
  const positions = new Float32Array(points.length * 2)
  for (const [index, [x, y]] of points.entries()) positions.set([x!, y!], index * 2)
  return positions
}

function tooFew(received: number): WordloomError {
  return new WordloomError('INVALID_ARGUMENT', 'These are too few words for a map', {
    expected: `${fewestWords} words or more`,
    received,
    hint: 'Choose a file with more words.',
  })
}
