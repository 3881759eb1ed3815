import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortestNumber } from '../../src/formats/shortest-number.js'
import { anyFloat32 } from './support.js'

const digitsOf = (text: string): number =>
  text.replace(/e.*$/, '').replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length

/** The fewest digits that do, by trying. */
function fewestDigits(value: number): number {
  if (value === 0) return 0
  for (let digits = 1; digits < 9; digits++) if (Math.fround(Number(value.toPrecision(digits))) === value) return digits
  return 9
}

describe('the shortest text of a float32', () => {
  it('should read back as the same bits, and have no digit too many', () => {
    fc.assert(
      fc.property(anyFloat32, (value) => {
        const text = shortestNumber(value)

        expect(Math.fround(Number(text))).toBe(value)
        expect([text, digitsOf(text)]).toEqual([text, Math.min(digitsOf(text), fewestDigits(value))])
      }),
      { numRuns: 20_000 },
    )
  })

  it.each([
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [0.1, '0.1'],
    [-0.12345, '-0.12345'],
    [0.5, '0.5'],
    [1 / 3, '0.33333334'],
    [3e20, '300000000000000000000'],
    [1e-10, '1e-10'],
    [1e-45, '1e-45'],
    [3.4028234663852886e38, '3.4028235e+38'],
    [12345.6787109375, '12345.679'],
    [1677721.625, '1677721.6'],
    [16777216, '16777216'],
    [123456789, '123456790'],
  ])('should be that of %d', (value, text) => {
    expect(shortestNumber(Math.fround(value))).toBe(text)
  })
})
