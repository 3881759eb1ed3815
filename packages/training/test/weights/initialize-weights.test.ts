import { createHash } from 'node:crypto'
import { createModelSpec, createRandom, createVocabulary, randomEmbedding, weightShapes } from '@wordloom/core'
import { expect, it } from 'vitest'
import { glorotUniform, initializeWeights } from '../../src/weights/initialize-weights.js'
import { failureOf } from '../support/toy-data.js'

const spec = createModelSpec(['a', 'b', 'c'], { embedding: { dimension: 6 }, encoder: { units: 5 } })
const embedding = randomEmbedding(createVocabulary(['x', 'y']), 6, createRandom(1))

it('should give each weight its name, shape and kind of values', () => {
  const weights = initializeWeights(spec, embedding, createRandom(2))
  const shapes = weightShapes(spec, 4)
  expect([...weights.keys()]).toEqual([...shapes.keys()])
  for (const [name, { shape, data }] of weights) {
    expect(shape).toEqual(shapes.get(name))
    expect(data.length).toBe(shape.reduce((a, b) => a * b))
    expect(data.every((value) => value === 0)).toBe(name.endsWith('bias'))
  }
  expect(weights.get('embedding/embeddings')!.data).toBe(embedding.matrix)
  const forward = weights.get('encoder/0/forward/recurrent_kernel')!.data
  expect(forward).not.toEqual(weights.get('encoder/0/backward/recurrent_kernel')!.data)
})

it('should draw kernels uniformly within the bound of Glorot and Bengio', () => {
  const values = glorotUniform(100, 200, createRandom(4))
  const limit = Math.sqrt(6 / 300)
  expect(Math.max(...values)).toBeLessThanOrEqual(limit)
  expect(Math.max(...values)).toBeGreaterThan(limit * 0.999)
  expect(Math.min(...values)).toBeLessThan(-limit * 0.999)
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length
  expect(Math.abs(variance / (limit ** 2 / 3) - 1)).toBeLessThan(0.02)
})

it('should keep the bytes of a seed from release to release', () => {
  const hash = createHash('sha256')
  for (const [name, { data }] of initializeWeights(spec, embedding, createRandom(42))) hash.update(name).update(data)
  expect(hash.digest('hex')).toMatchInlineSnapshot(`"b99ca5aeaac9d4f251a16338885eea78ebee6e3d53512e85f3500da750904f1a"`)
})

it('should refuse an embedding of another dimension', async () => {
  const other = randomEmbedding(createVocabulary(['x']), 7, createRandom(1))
  const error = await failureOf(() => initializeWeights(spec, other, createRandom(1)))
  expect(error.code).toBe('EMBEDDING_DIMENSION')
  expect(error.details).toMatchObject({ expected: 6, received: 7 })
})
