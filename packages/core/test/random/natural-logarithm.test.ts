import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createRandom, naturalLogarithm } from '@wordloom/core'

const random = createRandom(12)
const values = Array.from({ length: 20_000 }, (_, i) => (random.nextFloat() + 2 ** -60) * 2 ** ((i % 121) - 60))

it('should be ln x within 2⁻⁵¹, relative where it is large', () => {
  for (const x of [...values, 1, 0.5, 2, Math.SQRT2, 1 - 1e-7, 1e-7, 1 + 1e-12]) {
    const expected = Math.log(x)
    expect(Math.abs(naturalLogarithm(x) - expected)).toBeLessThanOrEqual(2 ** -51 * Math.max(1, Math.abs(expected)))
  }
  expect(naturalLogarithm(1)).toBe(0)
})

it('should have the same bytes on every engine', () => {
  const hash = createHash('sha256').update(Float64Array.from(values, naturalLogarithm)).digest('hex')
  expect(hash).toMatchInlineSnapshot(`"f9e1c7712f4b854c4a955cb95e03d4347be34f8140f0b0bdf074c0ebc8ba66e8"`)
})
