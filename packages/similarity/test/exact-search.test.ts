import { compactEmbedding, createEmbedding, createVocabulary, type Embedding } from '@wordloom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSimilarity } from '../src/index.js'

function embeddingOf(rows: readonly (readonly number[])[], dimension: number): Embedding {
  const matrix = new Float32Array((rows.length + 2) * dimension)
  matrix.set(rows.flat(), 2 * dimension)
  return createEmbedding(createVocabulary(rows.map((_, index) => `w${index}`)), matrix, dimension)
}

function unitOf(vector: readonly number[]): number[] {
  const squares = vector.reduce((sum, each) => sum + each * each, 0)
  return squares === 0 ? [...vector] : vector.map((each) => each / Math.sqrt(squares))
}

/** All cosines in float64, the best first, equal ones in the order of rows. */
function exhaustive(rows: readonly ArrayLike<number>[], query: readonly number[], topk: number) {
  // A term of a query is brought to length 1, and so is the sum of the terms.
  const unit = unitOf(unitOf(query))
  const scored = rows.map((row, index) => {
    let [product, squares] = [0, 0]
    for (let column = 0; column < unit.length; column++) {
      product += unit[column]! * Math.fround(row[column]!)
      squares += Math.fround(row[column]!) ** 2
    }
    return { word: `w${index}`, index, similarity: squares === 0 ? 0 : product / Math.sqrt(squares) }
  })
  return scored
    .sort((a, b) => b.similarity - a.similarity || a.index - b.index)
    .slice(0, topk)
    .map(({ word, similarity }) => ({ word, similarity }))
}

/** Values that make ties, near ties, rows of zeros, and very long and very short rows. */
const value = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.5, 1 + 2 ** -20),
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.float({ min: Math.fround(-1e30), max: Math.fround(1e30), noNaN: true }),
  fc.float({ min: Math.fround(-1e-30), max: Math.fround(1e-30), noNaN: true }),
)
const problem = fc.integer({ min: 1, max: 21 }).chain((dimension) => {
  const row = fc.array(value, { minLength: dimension, maxLength: dimension })
  return fc.record({
    dimension: fc.constant(dimension),
    rows: fc.array(fc.oneof(row, fc.constant(Array(dimension).fill(0)), fc.constant(Array(dimension).fill(0.25))), {
      minLength: 1,
      maxLength: 60,
    }),
    query: fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: dimension, maxLength: dimension }),
    topk: fc.integer({ min: 1, max: 12 }),
  })
})

describe('the search', () => {
  it('should give what looking at every row in float64 gives, by every pass', async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ dimension, rows, query, topk }) => {
        const similarity = await createSimilarity(embeddingOf(rows, dimension))
        const expected = exhaustive(rows, query, topk)
        expect(similarity.mostSimilar(query, { topk })).toEqual(expected)
        expect(similarity.mostSimilar(query, { topk })).toEqual(expected)
        similarity.prepare()
        expect(similarity.mostSimilar(query, { topk })).toEqual(expected)
        expect(similarity.mostSimilarOfMany([query, query], { topk })).toEqual([expected, expected])
        similarity.dispose()
      }),
      { numRuns: 300 },
    )
  })

  it('should not depend on the number of threads, nor on rows that are all alike', async () => {
    let seed = 1
    const next = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647 - 0.5
    const rows = Array.from({ length: 20_000 }, (_, index) =>
      index % 3 === 0 ? [1, 2, 3, 4, 5] : [next(), next(), next(), next(), next()],
    )
    const embedding = embeddingOf(rows, 5)
    const answers = []
    for (const threads of [1, 2, 3]) {
      const similarity = await createSimilarity(embedding, { threads })
      const query = { positive: ['w1', [1, 2, 3, 4, 5]] }
      const once = [similarity.mostSimilar(query, { topk: 50 }), similarity.mostSimilar('w0', { topk: 20 })]
      similarity.prepare()
      answers.push([
        ...once,
        similarity.mostSimilar(query, { topk: 50 }),
        similarity.mostSimilarOfMany(['w1', 'w2', 'w0']),
      ])
      similarity.dispose()
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(answers[0]![2]).toEqual(answers[0]![0])
    // Equal ones in the order of rows.
    expect((answers[0]![1] as { word: string }[]).map(({ word }) => word)).toEqual(
      Array.from({ length: 20 }, (_, index) => `w${3 * (index + 1)}`),
    )
  })

  it('should search compact tables exactly, too', async () => {
    await fc.assert(
      fc.asyncProperty(
        problem,
        fc.constantFrom('float16' as const, 'int8' as const),
        async ({ dimension, rows, query, topk }, dtype) => {
          const small = rows.map((row) => row.map((each) => Math.max(-100, Math.min(100, each))))
          const compact = compactEmbedding(embeddingOf(small, dimension), dtype)
          const similarity = await createSimilarity(compact)
          const stored = small.map((_, index) => compact.row(index + 2))
          expect(similarity.mostSimilar(query, { topk })).toEqual(exhaustive(stored, query, topk))
          similarity.dispose()
        },
      ),
      { numRuns: 100 },
    )
  })
})
