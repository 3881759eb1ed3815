import type { Embedding } from '@wordloom/core'
import { createSimilarity, type Query } from '@wordloom/similarity'
import type { Answer, Unknown } from './answer.js'
import { unknownWords } from './unknown-words.js'
import type { WordRows } from './word-rows.js'

/** Vectors that answer what a reader asks. Words are taken as they were typed, but for space around them. */
export interface ExplorableVectors {
  readonly words: number
  readonly dimension: number
  /** The nearest words by cosine. */
  nearest(word: string, count: number): Answer
  /** What is to the third word as the second is to the first, by 3CosAdd; the three words are no answers. */
  analogy(words: readonly [first: string, second: string, third: string], count: number): Answer
  /** The first words, which in most files are the most frequent ones. */
  firstWords(count: number): WordRows
  /** A word and those that are nearest to it. */
  wordsAround(word: string, count: number): WordRows | Unknown
}

/** Prepares vectors for questions. Throws WordloomError `RUNTIME_UNSUPPORTED`. */
export async function explorableVectors(embedding: Embedding): Promise<ExplorableVectors> {
  const { vocabulary, dimension } = embedding
  const specials = vocabulary.specialTokens.length
  const size = vocabulary.size - specials
  const similarity = await createSimilarity(embedding, { threads: 1 })

  const answer = (words: readonly string[], query: () => Query, count: number): Answer => {
    const unknown = unknownWords(words, vocabulary)
    return unknown.length > 0 ? { unknown } : { neighbors: similarity.mostSimilar(query(), { topk: count }) }
  }
  const rowsOf = (words: readonly string[]): WordRows => {
    const rows = new Float32Array(words.length * dimension)
    for (const [index, word] of words.entries()) rows.set(embedding.row(vocabulary.id(word)), index * dimension)
    return { words, dimension, rows }
  }
  const nearest = (typed: string, count: number): Answer => {
    const word = typed.trim()
    return answer([word], () => word, count)
  }
  return {
    words: size,
    dimension,
    nearest,
    analogy(words, count) {
      const [first, second, third] = words.map((word) => word.trim())
      const query = { positive: [second!, third!], negative: [first!] }
      return answer([first!, second!, third!], () => query, count)
    },
    firstWords: (count) =>
      rowsOf(Array.from({ length: Math.min(count, size) }, (_, index) => vocabulary.token(specials + index))),
    wordsAround(word, count) {
      const found = nearest(word, Math.max(1, count - 1))
      return 'unknown' in found ? found : rowsOf([word.trim(), ...found.neighbors.map((neighbor) => neighbor.word)])
    },
  }
}
