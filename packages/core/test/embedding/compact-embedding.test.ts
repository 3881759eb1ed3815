import { compactEmbedding, createEmbedding, createVocabulary, expandEmbedding, type Embedding } from '@wordloom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../fixtures.js'

function embeddingOf(rows: readonly (readonly number[])[]): Embedding {
  const words = rows.slice(2).map((_, index) => `w${index}`)
  return createEmbedding(createVocabulary(words), Float32Array.from(rows.flat()), rows[0]!.length)
}

const value = fc.oneof(
  fc.float({ min: -60_000, max: 60_000, noNaN: true }),
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.constant(0),
)
const matrices = fc
  .integer({ min: 1, max: 9 })
  .chain((dimension) => fc.array(fc.array(value, { minLength: dimension, maxLength: dimension }), { minLength: 2 }))

describe('compactEmbedding', () => {
  it('should keep int8 values within half of the scale of their row', () => {
    fc.assert(
      fc.property(matrices, (rows) => {
        const compact = compactEmbedding(embeddingOf(rows), 'int8')
        for (const [id, row] of rows.entries()) {
          const largest = Math.max(...row.map((each) => Math.abs(Math.fround(each))))
          expect(compact.scales![id]).toBe(Math.fround(largest / 127))
          for (const [column, stored] of compact.row(id).entries()) {
            // Rounding of the scale to float32 and of the product adds a little.
            const bound = compact.scales![id]! * 0.5 + largest * 2 ** -22 + 127 * 2 ** -149
            expect(Math.abs(stored - Math.fround(row[column]!))).toBeLessThanOrEqual(bound)
          }
        }
      }),
    )
  })

  it('should keep float16 values within 2^-11 of their size', () => {
    fc.assert(
      fc.property(matrices, (rows) => {
        const compact = compactEmbedding(embeddingOf(rows), 'float16')
        for (const [id, row] of rows.entries()) {
          for (const [column, stored] of compact.row(id).entries()) {
            const exact = Math.fround(row[column]!)
            expect(Math.abs(stored - exact)).toBeLessThanOrEqual(Math.max(Math.abs(exact) * 2 ** -11, 2 ** -25))
          }
        }
      }),
    )
  })

  it('should give back what it holds, and hold that exactly', () => {
    fc.assert(
      fc.property(matrices, fc.constantFrom('float16' as const, 'int8' as const), (rows, dtype) => {
        const compact = compactEmbedding(embeddingOf(rows), dtype)
        const expanded = expandEmbedding(compact)
        expect(expanded.matrix).toEqual(
          expandEmbedding(compactEmbedding(expanded, 'float16' === dtype ? dtype : 'int8')).matrix,
        )
        expect(expanded.vector('w0')).toEqual(compact.vector('w0'))
      }),
    )
  })

  it('should refuse values that do not fit, and ids of no row', () => {
    expect(codeOf(() => compactEmbedding(embeddingOf([[0], [65_520]]), 'float16'))).toBe('NOT_A_NUMBER')
    expect(codeOf(() => compactEmbedding(embeddingOf([[0], [Infinity]]), 'int8'))).toBe('NOT_A_NUMBER')
    expect(codeOf(() => compactEmbedding(embeddingOf([[0], [1]]), 'int8').row(2))).toBe('TOKEN_ID_OUT_OF_RANGE')
  })
})
