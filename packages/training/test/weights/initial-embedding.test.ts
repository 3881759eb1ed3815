import { createEmbedding, createRandom, createVocabulary, type EmbeddingSource } from '@wordloom/core'
import { expect, it } from 'vitest'
import { initialEmbedding, type InitialEmbeddingOptions } from '../../src/weights/initial-embedding.js'
import { failureOf } from '../support/toy-data.js'

const vocabulary = createVocabulary(['cat', 'dog', 'gnu'], { counts: [6, 3, 1] })
const vectors = createEmbedding(createVocabulary(['dog', 'cat']), Float32Array.of(0, 0, 9, 9, 1, 2, 3, 4), 2)
const make = (options: Partial<InitialEmbeddingOptions>) =>
  initialEmbedding(vocabulary, {
    defaultDimension: 5,
    missingWords: { type: 'zeros' },
    random: createRandom(1),
    ...options,
  })

it('should draw a random table without vectors', async () => {
  const { embedding, coverage, fromVectors, name } = await make({})
  expect([embedding.dimension, coverage, fromVectors, name]).toEqual([5, undefined, undefined, 'random'])
  expect((await make({ dimension: 3 })).embedding.matrix.length).toBe(15)
})

it('should take rows from vectors and say how many words they have', async () => {
  const { embedding, coverage, fromVectors, name } = await make({ from: vectors })
  expect([...embedding.matrix]).toEqual([0, 0, 0, 0, 3, 4, 1, 2, 0, 0])
  expect(coverage).toEqual({ words: 3, found: 2, occurrences: 0.9, missingExamples: ['gnu'] })
  expect([...fromVectors!]).toEqual([0, 0, 1, 1, 0])
  expect(name).toBe('custom')
})

it('should ask a source for the words of the vocabulary and pass the signal on', async () => {
  const { signal } = new AbortController()
  let asked: Parameters<EmbeddingSource['load']>[0]
  const from: EmbeddingSource = {
    kind: 'source',
    name: 'tiny',
    load: async (options) => ((asked = options), vectors),
  }
  expect((await make({ from, signal })).name).toBe('tiny')
  expect(asked).toEqual({ words: new Set(['cat', 'dog', 'gnu']), signal })
})

it('should refuse another dimension before it loads, where the source tells', async () => {
  const from: EmbeddingSource = {
    kind: 'source',
    name: 'tiny',
    dimension: 50,
    load: () => Promise.reject(new Error('must not load')),
  }
  const error = await failureOf(() => make({ from, dimension: 100 }))
  expect(error.code).toBe('EMBEDDING_DIMENSION')
  expect(error.message).toContain("'tiny'")
  expect(error.details).toMatchObject({ expected: '100 as asked for', received: 50 })
  expect((await failureOf(() => make({ from: vectors, dimension: 3 }))).code).toBe('EMBEDDING_DIMENSION')
})

it('should name the word whose vector is not finite', async () => {
  const bad = createEmbedding(createVocabulary(['cat']), Float32Array.of(0, 0, 0, 0, 1, NaN), 2)
  const error = await failureOf(() => make({ from: bad }))
  expect(error.code).toBe('NOT_A_NUMBER')
  expect(error.details.name).toBe('token "cat"')
})
