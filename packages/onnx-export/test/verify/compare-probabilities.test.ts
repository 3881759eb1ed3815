import { describe, expect, it } from 'vitest'
import { compareProbabilities } from '../../src/verify/compare-probabilities.js'

const rows = { caseName: 'some rows', firstRow: 32, outputs: 2, tolerance: 1e-5 }
const expected = Float32Array.of(0.25, 0.75, 0.5, 0.5, 1, 0)

function changed(changes: Record<number, number>): Float32Array {
  return expected.map((value, index) => changes[index] ?? value)
}

describe('compareProbabilities', () => {
  it('should give the largest difference', () => {
    expect(compareProbabilities(expected, expected, rows)).toBe(0)
    const received = changed({ 1: 0.75 + 2 ** -20, 3: 0.5 - 2 ** -18 })
    expect(compareProbabilities(expected, received, rows)).toBe(2 ** -18)
  })

  it('should allow exactly the tolerance', () => {
    const received = changed({ 2: 0.5 + 2 ** -10 })
    expect(compareProbabilities(expected, received, { ...rows, tolerance: 2 ** -10 })).toBe(2 ** -10)
    expect(() => compareProbabilities(expected, received, { ...rows, tolerance: 2 ** -10 - 1e-9 })).toThrow()
  })

  it.each([
    ['a difference', { 3: 0.25 }, 'by 0.250 (row 33, output 1): expected 0.5 within 0.00001, received 0.25'],
    ['the larger of two', { 0: 0.5, 4: 0.5 }, 'by 0.500 (row 34, output 0): expected 1 within 0.00001, received 0.5'],
    ['NaN before a difference', { 0: NaN, 4: 0.5 }, '(row 32, output 0): expected 0.25 within 0.00001, received NaN'],
    ['NaN after a difference', { 0: 0.5, 4: NaN }, '(row 34, output 0): expected 1 within 0.00001, received NaN'],
    ['infinity', { 5: Infinity }, 'by Infinity (row 34, output 1)'],
  ])('should name %s', (_, changes, part) => {
    expect(() => compareProbabilities(expected, changed(changes), rows)).toThrow(
      expect.objectContaining({
        code: 'ONNX_VERIFICATION_FAILED',
        message: expect.stringMatching(/^In the case 'some rows'/),
      }),
    )
    expect(() => compareProbabilities(expected, changed(changes), rows)).toThrow(part)
  })
})
