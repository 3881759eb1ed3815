import { createEmbedding, createRandom, createVocabulary, embeddingFromSource, randomEmbedding } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../fixtures.js'

const vocabulary = createVocabulary(['the', 'cat'])
const matrix = (): Float32Array => Float32Array.of(0, 0, 9, 9, 1, 2, 3, 6)

describe('createEmbedding', () => {
  it('should give views of rows, not copies', () => {
    const embedding = createEmbedding(vocabulary, matrix(), 2)
    embedding.row(3)[0] = 7
    expect([...embedding.vector('cat')]).toEqual([7, 6])
    expect(embedding.matrix[6]).toBe(7)
  })

  it('should gather rows into a buffer of the caller', () => {
    const embedding = createEmbedding(vocabulary, matrix(), 2)
    const target = new Float32Array(6)
    expect(embedding.gather([3, 2, 0], target)).toBe(target)
    expect([...target]).toEqual([3, 6, 1, 2, 0, 0])
    expect(codeOf(() => embedding.gather([3], target))).toBe('EMBEDDING_SHAPE')
    expect(codeOf(() => embedding.gather([4]))).toBe('TOKEN_ID_OUT_OF_RANGE')
  })

  it('should fill the unknown row by the policy', () => {
    const unknown = (policy: Parameters<typeof createEmbedding>[3]): number[] => [
      ...createEmbedding(vocabulary, matrix(), 2, policy).vector('dog'),
    ]
    expect(unknown({})).toEqual([9, 9])
    expect(unknown({ outOfVocabulary: { type: 'mean' } })).toEqual([2, 4])
    expect(unknown({ outOfVocabulary: { type: 'zeros' } })).toEqual([0, 0])
    const random = unknown({ outOfVocabulary: { type: 'random', seed: 1 } })
    expect(random).toEqual(unknown({ outOfVocabulary: { type: 'random', seed: 1 } }))
    expect(random).not.toEqual(unknown({ outOfVocabulary: { type: 'random', seed: 2 } }))
    expect(random.every((value) => Math.abs(value) <= 0.05 && value !== 0)).toBe(true)
  })

  it('should refuse an unknown word under the policy error, and only that', () => {
    const embedding = createEmbedding(vocabulary, matrix(), 2, { outOfVocabulary: { type: 'error' } })
    expect(codeOf(() => embedding.vector('dog'))).toBe('OUT_OF_VOCABULARY')
    expect(codeOf(() => embedding.gather([1]))).toBe('OUT_OF_VOCABULARY')
    expect([...embedding.vector('cat')]).toEqual([3, 6])
  })

  it('should refuse a matrix of another size', () => {
    expect(codeOf(() => createEmbedding(vocabulary, matrix(), 3))).toBe('EMBEDDING_SHAPE')
    expect(codeOf(() => createEmbedding(vocabulary, matrix(), 0))).toBe('EMBEDDING_SHAPE')
  })
})

describe('randomEmbedding', () => {
  it('should be uniform over ±0.05 with a zero padding row, and repeat with its seed', () => {
    const words = createVocabulary(Array.from({ length: 2000 }, (_, index) => `w${index}`))
    const { matrix: values } = randomEmbedding(words, 10, createRandom(5))
    expect([...values.subarray(0, 10)]).toEqual(Array.from({ length: 10 }, () => 0))
    const rest = values.subarray(10)
    expect(Math.max(...rest)).toBeLessThanOrEqual(0.05)
    expect(Math.min(...rest)).toBeGreaterThanOrEqual(-0.05)
    const mean = rest.reduce((sum, value) => sum + value, 0) / rest.length
    const variance = rest.reduce((sum, value) => sum + value * value, 0) / rest.length
    // Standard error of the mean is 0.0002; the variance of the distribution is 0.1² / 12.
    expect(Math.abs(mean)).toBeLessThan(0.001)
    expect(variance / (0.01 / 12)).toBeCloseTo(1, 1)
    expect(randomEmbedding(words, 10, createRandom(5)).matrix).toEqual(values)
    expect(randomEmbedding(words, 10, createRandom(6)).matrix).not.toEqual(values)
  })
})

describe('embeddingFromSource', () => {
  const source = createEmbedding(vocabulary, matrix(), 2, { outOfVocabulary: { type: 'mean' } })
  const wanted = createVocabulary(['cat', 'dog', 'the', 'cow'], { counts: [6, 2, 1, 1] })

  it('should copy the vectors the source has, fill the others, and report coverage', () => {
    const { embedding, coverage } = embeddingFromSource(wanted, source, { type: 'zeros' })
    expect([...embedding.matrix]).toEqual([0, 0, 0, 0, 3, 6, 0, 0, 1, 2, 0, 0])
    expect(coverage).toEqual({ words: 4, found: 2, occurrences: 0.7, missingExamples: ['dog', 'cow'] })
  })

  it('should give each missing word a random vector of its own', () => {
    const { embedding } = embeddingFromSource(wanted, source, { type: 'random', seed: 1 })
    expect([...embedding.vector('dog')]).not.toEqual([...embedding.vector('cow')])
    expect(embeddingFromSource(wanted, source, { type: 'random', seed: 1 }).embedding.matrix).toEqual(embedding.matrix)
  })

  it('should use the mean of the source, or refuse', () => {
    const { embedding } = embeddingFromSource(wanted, source, { type: 'mean' })
    expect([...embedding.vector('dog')]).toEqual([2, 4])
    expect(codeOf(() => embeddingFromSource(wanted, source, { type: 'error' }))).toBe('OUT_OF_VOCABULARY')
  })

  it('should count shares of words when occurrences are not known', () => {
    const { coverage } = embeddingFromSource(createVocabulary(['cat', 'dog']), source, { type: 'zeros' })
    expect(coverage.occurrences).toBe(0.5)
  })
})
