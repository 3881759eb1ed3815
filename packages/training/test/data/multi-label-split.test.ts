import { createRandom } from '@wordloom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { multiLabelSplit } from '../../src/data/multi-label-split.js'

const labels = 6
/** Labels of very different frequency, some of which go together. */
function randomTargets(rows: number, seed: number): Int32Array {
  const random = createRandom(seed)
  const targets = new Int32Array(rows * labels)
  for (let row = 0; row < rows; row++) {
    for (const [label, share] of [0.5, 0.3, 0.1, 0.04, 0.02].entries()) {
      targets[row * labels + label] = Number(random.nextFloat() < share)
    }
    targets[row * labels + 5] = targets[row * labels + 2]! & Number(random.nextFloat() < 0.5)
  }
  return targets
}
const countOf = (targets: Int32Array, rows: ArrayLike<number>, label: number): number =>
  Array.from(rows).filter((row) => targets[row * labels + label] === 1).length

describe('multiLabelSplit', () => {
  it('should keep the proportion of every label, far better than chance', () => {
    for (const seed of [1, 2, 3]) {
      const targets = randomTargets(1000, seed)
      const { training, validation } = multiLabelSplit(targets, labels, 0.2, createRandom(seed))
      expect(Math.abs(validation.length - 200)).toBeLessThanOrEqual(5)
      for (let label = 0; label < labels; label++) {
        const inAll = countOf(targets, training, label) + countOf(targets, validation, label)
        expect(Math.abs(countOf(targets, validation, label) - 0.2 * inAll)).toBeLessThanOrEqual(2)
      }
    }
  })

  it('should keep the only row of a label in training', () => {
    const targets = new Int32Array(10 * labels)
    targets.fill(1, 3 * labels, 3 * labels + 1)
    for (const share of [0.1, 0.5, 0.9]) {
      expect(multiLabelSplit(targets, labels, share, createRandom(1)).training).toContain(3)
    }
  })

  it('should choose the same rows for the same seed and others for another', () => {
    const targets = randomTargets(100, 1)
    const rows = (seed: number): string => multiLabelSplit(targets, labels, 0.2, createRandom(seed)).validation.join()
    expect(rows(3)).toBe(rows(3))
    expect(rows(3)).not.toBe(rows(4))
  })

  it('should put each row on one side and leave a row of each label for training', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1)), { maxLength: 50 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (rows, share) => {
          const targets = Int32Array.from(rows.flat())
          const { training, validation } = multiLabelSplit(targets, 3, share, createRandom(1))
          expect([...training, ...validation].sort((a, b) => a - b)).toEqual(rows.map((_, row) => row))
          if (share === 0) expect(validation.length).toBe(0)
          for (let label = 0; label < 3; label++) {
            if (rows.some((row) => row[label] === 1)) {
              expect([...training].some((row) => targets[row * 3 + label] === 1)).toBe(true)
            }
          }
        },
      ),
    )
  })
})
