import { createRandom } from '@wordloom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochOrder } from '../../src/data/epoch-order.js'

const lengthsOf = (rows: number, seed = 1): number[] => {
  const random = createRandom(seed)
  return Array.from({ length: rows }, () => Math.max(1, Math.round(40 + 25 * random.nextNormal())))
}

/** Share of the positions that are padding. */
function padding(lengths: readonly number[], order: Int32Array, batchSize: number): number {
  let ids = 0
  let positions = 0
  for (let start = 0; start < order.length; start += batchSize) {
    const batch = Array.from(order.subarray(start, start + batchSize), (row) => lengths[row]!)
    ids += batch.reduce((sum, length) => sum + length, 0)
    positions += Math.max(...batch) * batch.length
  }
  return 1 - ids / positions
}

describe('epochOrder', () => {
  it('should have every row exactly once, whatever the sizes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(30), { maxLength: 400 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        fc.nat(1000),
        (lengths, batchSize, bucketing, seed) => {
          const order = epochOrder(lengths, { batchSize, bucketing }, createRandom(seed))
          expect([...order].sort((a, b) => a - b)).toEqual(lengths.map((_, row) => row))
        },
      ),
    )
  })

  it('should leave next to no padding', () => {
    const lengths = lengthsOf(16 * 400 + 3)
    const order = epochOrder(lengths, { batchSize: 16, bucketing: true }, createRandom(2))
    const plain = epochOrder(lengths, { batchSize: 16, bucketing: false }, createRandom(2))
    expect(padding(lengths, order, 16)).toBeLessThan(0.05)
    expect(padding(lengths, plain, 16)).toBeGreaterThan(0.4)
  })

  it('should be the same for the same seed and another for another', () => {
    const lengths = lengthsOf(500)
    const orderOf = (seed: number): string =>
      epochOrder(lengths, { batchSize: 8, bucketing: true }, createRandom(seed)).join()
    expect(orderOf(3)).toBe(orderOf(3))
    expect(orderOf(3)).not.toBe(orderOf(4))
  })

  it('should not go from short to long: lengths of batches that follow each other have nothing to do with each other', () => {
    const lengths = lengthsOf(8 * 300)
    const order = epochOrder(lengths, { batchSize: 8, bucketing: true }, createRandom(5))
    const first = Array.from({ length: 300 }, (_, batch) => lengths[order[batch * 8]!]!)
    const mean = first.reduce((sum, length) => sum + length, 0) / 300
    const covariance = first.slice(1).reduce((sum, length, i) => sum + (length - mean) * (first[i]! - mean), 0)
    const variance = first.reduce((sum, length) => sum + (length - mean) ** 2, 0)
    // Three standard deviations of the autocorrelation of 300 independent values.
    expect(Math.abs(covariance / variance)).toBeLessThan(3 / Math.sqrt(300))
  })

  it('should make other batches in each epoch, also of a small dataset whose rows all differ in length', () => {
    const lengths = Array.from({ length: 64 }, (_, row) => row)
    const batchesOf = (epoch: number): string[] => {
      const order = epochOrder(lengths, { batchSize: 8, bucketing: true }, createRandom(1).fork(`shuffle/${epoch}`))
      return Array.from({ length: 8 }, (_, batch) =>
        [...order.subarray(batch * 8, batch * 8 + 8)].sort((a, b) => a - b).join(),
      )
    }
    const second = new Set(batchesOf(2))
    expect(batchesOf(1).filter((batch) => second.has(batch))).toEqual([])
  })

  it('should not leave the longest rows for the batch that is not full', () => {
    const lengths = Array.from({ length: 85 }, (_, row) => row)
    let sum = 0
    for (let epoch = 0; epoch < 400; epoch++) {
      const order = epochOrder(lengths, { batchSize: 8, bucketing: true }, createRandom(1).fork(`shuffle/${epoch}`))
      for (const row of order.subarray(80)) sum += lengths[row]! / 5
    }
    // The mean of 2,000 uniform lengths 0 … 84 is 42 ± 0.55.
    expect(Math.abs(sum / 400 - 42)).toBeLessThan(2)
  })
})
