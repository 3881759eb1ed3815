import { createRandom } from '@wordloom/core'
import { expect, it } from 'vitest'
import { createBatcher, createTrainingBatcher, rowsByLength } from '../../src/data/batches.js'
import { shuffle } from '../../src/data/shuffle.js'
import type { TokenRows } from '../../src/data/token-rows.js'

const rowsOf = (...rows: number[][]): TokenRows => {
  const offsets = [0]
  for (const row of rows) offsets.push(offsets.at(-1)! + row.length)
  return { ids: Int32Array.from(rows.flat()), offsets: Int32Array.from(offsets) }
}
const rows = rowsOf([5, 6, 7], [], [8], [2, 3])

it('should pad to the longest row of the batch, not of the data', () => {
  const fill = createBatcher(rows, 2)
  expect(fill([0, 2], 0)).toMatchObject({ time: 3, ids: Int32Array.of(5, 6, 7, 8, 0, 0), lengths: Int32Array.of(3, 1) })
  expect(fill([3, 2], 0)).toMatchObject({ time: 2, ids: Int32Array.of(2, 3, 8, 0), lengths: Int32Array.of(2, 1) })
})

it('should make a smaller last batch and a batch without time when all rows are empty', () => {
  const fill = createTrainingBatcher({ rows, targets: Int32Array.of(1, 0, 1, 0) }, 3)
  const first = fill([0, 2, 3, 1], 0)
  expect([first.batchSize, ...first.targets]).toEqual([3, 1, 1, 0])
  const last = fill([0, 2, 3, 1], 3)
  expect(last).toMatchObject({ batchSize: 1, time: 0, ids: new Int32Array(0), lengths: Int32Array.of(0) })
  expect([...last.targets]).toEqual([0])
})

it('should use its arrays again', () => {
  const fill = createBatcher(rows, 2)
  const first = fill([0, 3], 0).ids.buffer
  expect(fill([3, 2], 0).ids.buffer).toBe(first)
})

it('should order rows by length and equal lengths by number', () => {
  expect([...rowsByLength(rowsOf([1, 1], [2], [], [3], [4, 4]))]).toEqual([2, 1, 3, 0, 4])
})

it('should shuffle to every order about equally often', () => {
  const random = createRandom(5)
  const seen = new Map<string, number>()
  for (let i = 0; i < 6000; i++) {
    const values = [0, 1, 2]
    shuffle(values, random)
    seen.set(values.join(), (seen.get(values.join()) ?? 0) + 1)
  }
  expect(seen.size).toBe(6)
  // Five standard deviations of a binomial count with n = 6000, p = 1/6.
  for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(145)
})
