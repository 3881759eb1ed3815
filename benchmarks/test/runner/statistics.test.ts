import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { median, summarize } from '../../src/runner/statistics.js'

describe('median', () => {
  it('should be the middle value of an odd number of values, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([100, 20, 3])).toBe(20)
  })

  it('should be the mean of the middle two of an even number of values', () => {
    expect(median([4, 1, 3, 100])).toBe(3.5)
  })

  it('should be NaN of nothing', () => {
    expect(median([])).toBeNaN()
  })

  it('should have as many values below it as above it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        const middle = median(values)
        const below = values.filter((value) => value < middle).length
        const above = values.filter((value) => value > middle).length
        return below <= values.length / 2 && above <= values.length / 2
      }),
    )
  })
})

describe('summarize', () => {
  it('should keep the rounds in their order', () => {
    expect(summarize([3, 1, 2])).toEqual({ median: 2, lowest: 1, highest: 3, rounds: [3, 1, 2] })
  })
})
