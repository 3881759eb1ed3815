import { createRandom, type Embedding, type TrainedModel } from '@wordloom/core'
import { initialEmbedding } from '@wordloom/training'
import type { Session } from '../training/session.js'
import { sourceOf } from '../vectors/initial-vectors.js'

/** How far training moved the row of a word. */
export interface MovedWord {
  readonly word: string
  /** Occurrences in the training texts. */
  readonly count: number
  /** Euclidean distance between the first and the last row. */
  readonly distance: number
  /** Cosine between them; 0 when one is zero. */
  readonly cosine: number
}

/**
 * The words whose rows moved most, by Euclidean distance. The rows that training began with are made again: they depend on
 * nothing but the session.
 */
export async function movedWords(model: TrainedModel, session: Session, limit: number): Promise<MovedWord[]> {
  const { vocabulary, spec, weights } = model
  const first = await startOf(model, session)
  const last = weights.get('embedding/embeddings')!.data
  const { dimension } = spec.embedding
  const moved: MovedWord[] = []
  for (let id = vocabulary.specialTokens.length; id < vocabulary.size; id++) {
    const from = first.matrix.subarray(id * dimension, (id + 1) * dimension)
    const to = last.subarray(id * dimension, (id + 1) * dimension)
    moved.push({ word: vocabulary.token(id), count: vocabulary.count(id), ...difference(from, to) })
  }
  return moved.sort((a, b) => b.distance - a.distance).slice(0, limit)
}

async function startOf({ vocabulary, spec }: TrainedModel, { settings, vectors }: Session): Promise<Embedding> {
  const { embedding } = await initialEmbedding(vocabulary, {
    from: vectors && sourceOf(vectors),
    defaultDimension: spec.embedding.dimension,
    missingWords: { type: 'random', seed: settings.seed },
    random: createRandom(settings.seed),
  })
  return embedding
}

function difference(from: ArrayLike<number>, to: ArrayLike<number>): Pick<MovedWord, 'distance' | 'cosine'> {
  let [squares, product, fromSquares, toSquares] = [0, 0, 0, 0]
  for (let i = 0; i < from.length; i++) {
    squares += (to[i]! - from[i]!) ** 2
    product += to[i]! * from[i]!
    fromSquares += from[i]! ** 2
    toSquares += to[i]! ** 2
  }
  const norms = Math.sqrt(fromSquares * toSquares)
  return { distance: Math.sqrt(squares), cosine: norms === 0 ? 0 : product / norms }
}
