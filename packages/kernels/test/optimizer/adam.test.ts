import type { AdamSpec } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { createKernelsEngine } from '../../src/index.js'
import { adam, batchCase, mixedLengths, networkCase, relativeDifference, toFloat64 } from '../reference/cases.js'
import { createReferenceAdam } from '../reference/reference-adam.js'
import { named, runReference } from '../reference/reference-network.js'

const table = 'embedding/embeddings'

describe('training steps', () => {
  it.each([
    ['sparse', 2, true],
    ['dense', 2, true],
    ['sparse', 3, true],
    ['dense', 4, true],
    ['sparse', 2, false],
  ] as const)(
    'should follow the reference: %s, %d labels, trainable %s',
    async (embeddingUpdates, labels, trainable) => {
      const network = networkCase(31, { dimension: 7, units: 5, labels, trainable, vocabularySize: 40, scale: 0.4 })
      // A larger epsilon than Keras': with 1e-7, a gradient of about 1e-9 moves a weight by rounding error alone.
      const optimizer: AdamSpec = { ...adam, learningRate: 0.01, epsilon: 1e-4, embeddingUpdates }
      const engine = await createKernelsEngine({ ...network, optimizer })
      const weights = toFloat64(network.weights)
      const reference = createReferenceAdam(optimizer, weights)

      for (let step = 0; step < 12; step++) {
        const batch = batchCase(100 + step, network, mixedLengths(step, 6, 5))
        const { loss, probabilities } = await engine.trainBatch(batch)
        const expected = runReference(network.spec, weights, batch)
        const present = new Set(batch.ids)
        reference.step(weights, expected.gradients, (name, index) => {
          if (name !== table) return false
          if (!trainable) return true
          return embeddingUpdates === 'sparse' && !present.has(Math.floor(index / 7))
        })
        expect(Math.abs(loss - expected.loss), `step ${step}`).toBeLessThan(1e-5 * expected.loss)
        expect(relativeDifference(probabilities, expected.probabilities), `step ${step}`).toBeLessThan(1e-5)
      }

      const state = engine.readState()
      for (const [name, values] of weights) {
        expect(relativeDifference(named(state, name).data, values), name).toBeLessThan(1e-5)
        if (name === table && !trainable) continue
        const momentum = named(state, `optimizer/momentum/${name}`).data
        const velocity = named(state, `optimizer/velocity/${name}`).data
        expect(relativeDifference(momentum, named(reference.momentum, name)), name).toBeLessThan(1e-4)
        expect(relativeDifference(velocity, named(reference.velocity, name)), name).toBeLessThan(1e-4)
      }
      expect(state.has(`optimizer/momentum/${table}`)).toBe(trainable)
      expect([...named(state, 'optimizer/iterations').data]).toEqual([12])
      const moved = named(state, table).data.some((value, i) => value !== named(network.weights, table).data[i])
      expect(moved).toBe(trainable)
      engine.dispose()
    },
  )

  it('should let unused rows coast in dense mode only, and never touch the padding row', async () => {
    const network = networkCase(32, { dimension: 3, units: 2, vocabularySize: 5 })
    const first = { ...batchCase(1, network, [2]), ids: Int32Array.of(1, 2) }
    const second = { ...batchCase(1, network, [2]), ids: Int32Array.of(3, 4) }
    const rowsAfter = async (
      embeddingUpdates: 'sparse' | 'dense',
    ): Promise<{ before: Float32Array; after: Float32Array }> => {
      const engine = await createKernelsEngine({ ...network, optimizer: { ...adam, embeddingUpdates } })
      await engine.trainBatch(first)
      const before = named(engine.readState(), table).data
      await engine.trainBatch(second)
      return { before, after: named(engine.readState(), table).data }
    }

    const sparse = await rowsAfter('sparse')
    const dense = await rowsAfter('dense')

    expect(sparse.after.subarray(3, 9)).toEqual(sparse.before.subarray(3, 9))
    expect(dense.after.subarray(3, 9).every((value, i) => value !== dense.before[3 + i])).toBe(true)
    const padding = named(network.weights, table).data.subarray(0, 3)
    expect(sparse.after.subarray(0, 3)).toEqual(padding)
    expect(dense.after.subarray(0, 3)).toEqual(padding)
  })

  it('should learn to tell two words apart', async () => {
    const network = networkCase(33, { dimension: 4, units: 4, vocabularySize: 4, scale: 0.2 })
    const engine = await createKernelsEngine({ ...network, optimizer: { ...adam, learningRate: 0.05 } })
    const batch = {
      batchSize: 4,
      time: 2,
      ids: Int32Array.of(2, 0, 3, 0, 1, 2, 3, 1),
      lengths: Int32Array.of(1, 1, 2, 2),
      targets: Int32Array.of(0, 1, 0, 1),
    }
    for (let step = 0; step < 60; step++) await engine.trainBatch(batch)

    const [a, b, c, d] = await engine.predictBatch(batch)
    expect(Math.max(a!, c!)).toBeLessThan(0.05)
    expect(Math.min(b!, d!)).toBeGreaterThan(0.95)
  })
})
