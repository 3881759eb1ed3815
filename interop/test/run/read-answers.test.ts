import { describe, expect, it } from 'vitest'
import { readAnswers } from '../../src/run/read-answers.js'
import { printed } from '../support.js'

const names = ['first', 'second']

describe('readAnswers', () => {
  it('should read version, time and differences', () => {
    expect(readAnswers(printed('1e-7', '5.9604645E-8'), names)).toEqual({
      version: '1.2',
      loadMilliseconds: 3,
      cases: [
        { case: 'first', largestDifference: 1e-7 },
        { case: 'second', largestDifference: 5.9604645e-8 },
      ],
    })
  })

  it.each(['NaN', 'nan', '-nan', 'null'])('should read %s as no number', (text) => {
    expect(readAnswers(printed(0, text), names).cases[1]!.largestDifference).toBeNaN()
  })

  it.each([
    ['nothing', []],
    ['too few cases', printed(0, 0).slice(0, 2)],
    ['too many cases', [...printed(0, 0), '{"case": "third", "largest_difference": 0}']],
    ['another order', [printed(0, 0)[0]!, ...printed(0, 0).slice(1).reverse()]],
    ['no time', printed(0, 0).with(0, '{"version": "1.2"}')],
    ['no JSON', printed(0, 'Infinity')],
  ])('should refuse %s', (_, lines) => {
    expect(() => readAnswers(lines, names)).toThrow(expect.objectContaining({ code: 'TOOL_FAILED' }))
  })
})
