import { describe, expect, it } from 'vitest'
import { batchCase, mixedLengths, networkCase, relativeDifference, toFloat64 } from '../reference/cases.js'
import { named, runReference } from '../reference/reference-network.js'
import { openNetwork } from '../reference/workbench.js'

interface Shape {
  readonly dimension: number
  readonly units: number
  readonly labels?: number
  readonly lengths: readonly number[]
  readonly time?: number
}

const shapes: [string, Shape][] = [
  ['one row of one token', { dimension: 5, units: 3, lengths: [1] }],
  ['one long row', { dimension: 7, units: 33, lengths: [37] }],
  ['17 rows of one token', { dimension: 7, units: 3, lengths: mixedLengths(1, 17, 1) }],
  ['17 rows, mixed', { dimension: 5, units: 33, lengths: mixedLengths(2, 17, 37) }],
  ['32 rows, mixed, padded further', { dimension: 50, units: 64, lengths: mixedLengths(3, 32, 37), time: 41 }],
  ['all rows equally long', { dimension: 7, units: 5, lengths: new Array<number>(32).fill(9) }],
  ['one empty row', { dimension: 5, units: 3, lengths: [4, 0, 6] }],
  ['empty rows only', { dimension: 5, units: 3, lengths: [0, 0, 0], time: 4 }],
  ['no columns at all', { dimension: 5, units: 3, lengths: [0, 0], time: 0 }],
  ['three classes', { dimension: 7, units: 6, labels: 3, lengths: mixedLengths(4, 17, 8) }],
  ['eleven classes', { dimension: 5, units: 33, labels: 11, lengths: mixedLengths(5, 9, 12) }],
]

describe('the network on kernels', () => {
  it.each(shapes)('should have the loss, probabilities and gradients of the reference: %s', async (_, shape) => {
    const network = networkCase(9, { scale: 0.3, ...shape })
    const batch = batchCase(10, network, shape.lengths, shape.time)
    const expected = runReference(network.spec, toFloat64(network.weights), batch)
    const opened = await openNetwork(network)
    const probabilities = new Float32Array(expected.probabilities.length)

    // Twice: gradients must be set, not added to, and no buffer may keep anything of the first run.
    opened.network.learn(batch, probabilities)
    const loss = opened.network.learn(batch, probabilities)

    expect(Math.abs(loss - expected.loss)).toBeLessThan(2e-6 * expected.loss)
    expect(relativeDifference(probabilities, expected.probabilities)).toBeLessThan(2e-6)
    const gradients = opened.gradients()
    expect([...gradients.keys()].toSorted()).toEqual([...expected.gradients.keys()].toSorted())
    for (const [name, gradient] of expected.gradients) {
      expect(relativeDifference(named(gradients, name), gradient), name).toBeLessThan(1e-5)
    }
    expect(Math.max(...named(gradients, 'output/bias').map(Math.abs))).toBeGreaterThan(1e-3)
  })

  it('should skip an id 0 between tokens, as a mask does', async () => {
    const network = networkCase(11, { dimension: 5, units: 3 })
    const batch = { ...batchCase(12, network, [5, 3]), ids: Int32Array.of(0, 4, 0, 5, 6, 0, 0, 7, 9, 9) }
    const expected = runReference(network.spec, toFloat64(network.weights), batch)
    const opened = await openNetwork(network)
    const probabilities = new Float32Array(2)

    const loss = opened.network.learn(batch, probabilities)

    expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-6)
    expect(relativeDifference(probabilities, expected.probabilities)).toBeLessThan(1e-6)
    const table = 'embedding/embeddings'
    expect(relativeDifference(named(opened.gradients(), table), named(expected.gradients, table))).toBeLessThan(1e-5)
    expect([...named(opened.gradients(), table).subarray(0, 5)]).toEqual([0, 0, 0, 0, 0])
  })

  it('should stay finite and right with weights that saturate every gate', async () => {
    const network = networkCase(13, { dimension: 5, units: 4, labels: 4, scale: 40 })
    const batch = batchCase(14, network, [6, 3, 9])
    const opened = await openNetwork(network)
    const probabilities = new Float32Array(12)

    const loss = opened.network.learn(batch, probabilities)

    expect(Number.isFinite(loss)).toBe(true)
    expect([...opened.gradients().values()].every((gradient) => gradient.every(Number.isFinite))).toBe(true)
    for (let row = 0; row < 3; row++) {
      const sum = probabilities.subarray(row * 4, row * 4 + 4).reduce((total, value) => total + value, 0)
      expect(sum).toBeCloseTo(1, 6)
    }
  })

  it('should not grow its memory in steady state', async () => {
    const network = networkCase(15, { dimension: 8, units: 8 })
    const opened = await openNetwork(network)
    const probabilities = new Float32Array(16)
    const batches = Array.from({ length: 10 }, (_, i) => batchCase(i, network, mixedLengths(i, 16, 200)))
    for (const batch of batches) opened.network.learn(batch, probabilities)
    const { buffer } = opened.arena.memory
    const end = opened.arena.mark()

    for (let i = 0; i < 100; i++) opened.network.learn(batches[i % batches.length]!, probabilities)

    // The same buffer: growing would have replaced it.
    expect(opened.arena.memory.buffer).toBe(buffer)
    expect(opened.arena.mark()).toBe(end)
    expect(buffer.byteLength).toBeGreaterThan(500_000)
  })

  it('should answer the same after a larger batch as before it', async () => {
    const network = networkCase(16, { dimension: 5, units: 6 })
    const opened = await openNetwork(network)
    const small = batchCase(17, network, [3, 1])
    const large = batchCase(18, network, mixedLengths(19, 64, 150))
    const [before, after, other] = [new Float32Array(2), new Float32Array(2), new Float32Array(64)]

    const lossBefore = opened.network.learn(small, before)
    const gradientsBefore = opened.gradients()
    const { byteLength } = opened.arena.memory.buffer
    opened.network.learn(large, other)
    const lossAfter = opened.network.learn(small, after)

    expect(opened.arena.memory.buffer.byteLength).toBeGreaterThan(byteLength)
    expect(lossAfter).toBe(lossBefore)
    expect(after).toEqual(before)
    expect(opened.gradients()).toEqual(gradientsBefore)
  })
})
