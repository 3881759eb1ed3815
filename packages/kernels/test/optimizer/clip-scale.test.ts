import { describe, expect, it } from 'vitest'
import { clipScale } from '../../src/optimizer/clip-scale.js'

describe('clipScale', () => {
  it('should bring a larger norm down to the limit', () => {
    for (const [norm, limit] of [
      [10, 1],
      [3, 2.5],
      [1e30, 1e-3],
    ] as const) {
      expect((clipScale(norm, limit) * norm) / limit).toBeCloseTo(1, 6)
    }
  })

  it('should leave a norm within the limit alone, as far as float32 lets it', () => {
    for (const limit of [1, 2, 7, 0.5, 1e-3]) {
      for (const share of [0, 0.1, 0.999]) expect(clipScale(limit * share, limit)).toBe(1)
    }
    // 41 * (1 / 41) in float32, which is what Keras multiplies by.
    expect(clipScale(1, 41)).toBe(1 - 2 ** -24)
  })

  it('should be NaN for a norm that is not finite', () => {
    expect(clipScale(NaN, 1)).toBeNaN()
    expect(clipScale(Infinity, 1)).toBeNaN()
  })
})
