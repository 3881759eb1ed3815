import { describe, expect, it } from 'vitest'
import { assertSettings, defaultSettings } from '../../playground/training/settings.ts'

describe('assertSettings', () => {
  it('should take the defaults', () => {
    expect(() => assertSettings(defaultSettings)).not.toThrow()
  })

  it.each([
    { epochs: 0 },
    { epochs: 1.5 },
    { units: 1000 },
    { learningRate: 0 },
    { seed: -1 },
    { batchSize: Number.NaN },
    // What a field gives that was emptied.
    { epochs: '' as unknown as number },
  ])('should refuse %j', (changed) => {
    expect(() => assertSettings({ ...defaultSettings, ...changed })).toThrowError(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    )
  })
})
