import type { OptimizerSpec } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { createKernelsEngine } from '../../src/index.js'
import { adam, batchCase, mixedLengths, networkCase, relativeDifference, toFloat64 } from '../reference/cases.js'
import { optimizerCases } from '../reference/optimizer-cases.js'
import { named, runReference } from '../reference/reference-network.js'
import { createReferenceOptimizer } from '../reference/reference-optimizer.js'

const table = 'embedding/embeddings'

/** With this epsilon a gradient of about 1e-9 does not move a weight by rounding error alone, as with Keras' 1e-7. */
const epsilon = 1e-4

const cases = optimizerCases.flatMap(([name, spec]) => {
  const gentle = spec.type === 'sgd' ? { ...spec, learningRate: 0.1 } : { ...spec, epsilon }
  return [
    { name, spec: gentle, embeddingUpdates: 'sparse' as const, labels: 2, trainable: true },
    { name, spec: gentle, embeddingUpdates: 'dense' as const, labels: 4, trainable: true },
    { name, spec: gentle, embeddingUpdates: 'sparse' as const, labels: 2, trainable: false },
  ]
})

describe('training steps', () => {
  it.each(cases)(
    'should follow the reference: $name, $embeddingUpdates, $labels labels, trainable $trainable',
    async ({ spec, embeddingUpdates, labels, trainable }) => {
      const network = networkCase(31, { dimension: 7, units: 5, labels, trainable, vocabularySize: 40, scale: 0.4 })
      const optimizer: OptimizerSpec = { ...spec, embeddingUpdates, globalClipNorm: 0.5 }
      const engine = await createKernelsEngine({ ...network, optimizer })
      const weights = toFloat64(network.weights)
      const reference = createReferenceOptimizer(optimizer, weights)

      for (let step = 0; step < 12; step++) {
        const batch = batchCase(100 + step, network, mixedLengths(step, 6, 5))
        const { loss, probabilities } = await engine.trainBatch(batch)
        const expected = runReference(network.spec, weights, batch)
        // Padding is no occurrence of row 0.
        const present = new Set(batch.ids.filter((id) => id !== 0))
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
        for (const [slot, expected] of reference.slots) {
          const { data } = named(state, `optimizer/${slot}/${name}`)
          expect(relativeDifference(data, named(expected, name)), `${slot} of ${name}`).toBeLessThan(1e-4)
        }
      }
      for (const slot of reference.slots.keys()) expect(state.has(`optimizer/${slot}/${table}`)).toBe(trainable)
      expect([...named(state, 'optimizer/iterations').data]).toEqual([12])
      const moved = named(state, table).data.some((value, i) => value !== named(network.weights, table).data[i])
      expect(moved).toBe(trainable)
      engine.dispose()
    },
  )

  it('should take a learning rate for one step, and refuse one that is none', async () => {
    const network = networkCase(34, { dimension: 3, units: 2 })
    const batch = batchCase(2, network, [2, 3])
    const [plain, scheduled] = await Promise.all([
      createKernelsEngine({ ...network, optimizer: { ...adam, learningRate: 0.02 } }),
      createKernelsEngine({ ...network, optimizer: adam }),
    ])
    await plain.trainBatch(batch)
    await scheduled.trainBatch(batch, { learningRate: 0.02 })

    expect(scheduled.readState()).toEqual(plain.readState())
    for (const learningRate of [-1, NaN, Infinity]) {
      expect(() => scheduled.trainBatch(batch, { learningRate })).toThrow(/learningRate.*0 or more/)
    }
    expect(scheduled.readState()).toEqual(plain.readState())
  })

  it.each(['sparse', 'dense'] as const)('should leave frozen rows alone and train the others: %s', async (mode) => {
    const network = networkCase(35, { dimension: 3, units: 2, vocabularySize: 8 })
    const frozenRows = Uint8Array.of(0, 0, 1, 0, 1, 1, 0, 0)
    const optimizer: OptimizerSpec = { ...adam, type: 'adamw', weightDecay: 0.1, embeddingUpdates: mode }
    const engine = await createKernelsEngine({ ...network, optimizer, frozenRows })
    const flags = frozenRows.slice()
    frozenRows.fill(1)
    const batch = { ...batchCase(3, network, [6, 1]), ids: Int32Array.of(1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0) }
    for (let step = 0; step < 3; step++) await engine.trainBatch(batch)

    const before = named(network.weights, table).data
    const after = named(engine.readState(), table).data
    for (let row = mode === 'dense' ? 0 : 1; row < 8; row++) {
      const same = after.subarray(3 * row, 3 * row + 3).every((value, i) => value === before[3 * row + i])
      expect(same, `row ${row}`).toBe(flags[row] === 1)
    }
  })

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
