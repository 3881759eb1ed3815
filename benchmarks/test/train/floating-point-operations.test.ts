import { describe, expect, it } from 'vitest'
import { operationsOfStep } from '../../src/train/floating-point-operations.js'
import { referenceSizes } from '../../src/train/sizes.js'

describe('operationsOfStep', () => {
  it('should count two operations for each multiplication of the matrix products', () => {
    const sizes = { vocabularySize: 10, dimension: 2, units: 1, hiddenUnits: 1, time: 1, batchSize: 1 }
    // Forward, each direction: [1, 2] × [2, 3] and [1, 1] × [1, 3]; then [1, 2] × [2, 1] and [1, 1] × [1, 1].
    expect(operationsOfStep(sizes)).toBe(3 * (2 * (12 + 6) + 4 + 2))
  })

  it('should be 1.4 billion for the reference network', () => {
    expect(operationsOfStep(referenceSizes) / 1e9).toBeCloseTo(1.417, 3)
  })
})
