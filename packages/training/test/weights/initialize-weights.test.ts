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

it('should give stacked layers weights of their own, and a single bias each where the reset gate comes first', () => {
  const encoder = { units: 5, layers: 3, resetAfter: false, pooling: 'max', dropout: 0.2 } as const
  const stacked = createModelSpec(['a', 'b'], { embedding: { dimension: 6 }, encoder })
  const weights = initializeWeights(stacked, embedding, createRandom(2))
  expect([...weights].map(([name, { shape }]) => [name, shape])).toEqual([...weightShapes(stacked, 4)])
  expect(weights.get('encoder/0/forward/kernel')!.shape).toEqual([6, 15])
  expect(weights.get('encoder/2/backward/kernel')!.shape).toEqual([10, 15])
  expect(weights.get('encoder/2/backward/bias')).toEqual({ shape: [15], data: new Float32Array(15) })
  // Glorot's bound of the upper layers, which read both directions of the one below.
  const kernel = weights.get('encoder/1/forward/kernel')!.data
  expect(Math.max(...kernel)).toBeLessThanOrEqual(Math.sqrt(6 / (10 + 15)))
  expect(Math.max(...kernel)).toBeGreaterThan(0.9 * Math.sqrt(6 / (10 + 15)))
  const recurrent = [...weights]
    .filter(([name]) => name.endsWith('recurrent_kernel'))
    .map(([, { data }]) => data.join())
  expect(new Set(recurrent).size).toBe(6)
})

it('should start the first layer the same whatever is on top of it', () => {
  const encoder = { units: 5, layers: 2 }
  const stacked = createModelSpec(['a', 'b', 'c'], { embedding: { dimension: 6 }, encoder })
  const one = initializeWeights(spec, embedding, createRandom(2))
  const two = initializeWeights(stacked, embedding, createRandom(2))
  for (const [name, tensor] of one) expect(two.get(name)).toEqual(tensor)
})

it('should refuse an embedding of another dimension', async () => {
  const other = randomEmbedding(createVocabulary(['x']), 7, createRandom(1))
  const error = await failureOf(() => initializeWeights(spec, other, createRandom(1)))
  expect(error.code).toBe('EMBEDDING_DIMENSION')
  expect(error.details).toMatchObject({ expected: 6, received: 7 })
})
