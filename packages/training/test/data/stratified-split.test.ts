import { createRandom } from '@wordloom/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stratifiedSplit } from '../../src/data/stratified-split.js'

const targetsOf = (...sizes: number[]): Int32Array =>
  Int32Array.from(sizes.flatMap((size, label) => new Array<number>(size).fill(label)))

it('should keep the proportions of the classes', () => {
  const targets = targetsOf(80, 15, 5)
  const { training, validation } = stratifiedSplit(targets, 3, 0.2, createRandom(1))
  const counts = [0, 1, 2].map((label) => validation.filter((row) => targets[row] === label).length)
  expect(counts).toEqual([16, 3, 1])
  expect(training.length).toBe(80)
})

it('should keep the only row of a class in training', () => {
  const targets = targetsOf(10, 1)
  const { training } = stratifiedSplit(targets, 2, 0.9, createRandom(1))
  expect(training).toContain(10)
})

it('should choose the same rows for the same seed and others for another', () => {
  const targets = targetsOf(50, 50)
  const rows = (seed: number): string => stratifiedSplit(targets, 2, 0.2, createRandom(seed)).validation.join()
  expect(rows(3)).toBe(rows(3))
  expect(rows(3)).not.toBe(rows(4))
})

it('should put each row on one side, leave a row of each class for training, and set no more aside than asked', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (labels, share) => {
        const targets = Int32Array.from(labels)
        const { training, validation } = stratifiedSplit(targets, 4, share, createRandom(1))
        expect([...training, ...validation].sort((a, b) => a - b)).toEqual(labels.map((_, row) => row))
        expect(validation.length).toBeLessThanOrEqual(Math.round(labels.length * share))
        for (const label of new Set(labels)) expect([...training].some((row) => targets[row] === label)).toBe(true)
      },
    ),
  )
})
