import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import {
  factor,
  notNegative,
  patience,
  positiveNumber,
  probability,
  share,
  shareOrFile,
  wholeNumber,
} from '../../src/options/numbers.js'

describe('option values', () => {
  it('should be read as what they mean', () => {
    expect(wholeNumber(0)('0')).toBe(0)
    expect(wholeNumber(1)('64')).toBe(64)
    expect(positiveNumber('1e-3')).toBe(0.001)
    expect(positiveNumber('.5')).toBe(0.5)
    expect([notNegative('0'), notNegative('2.5')]).toEqual([0, 2.5])
    expect([share('0'), share('0.99')]).toEqual([0, 0.99])
    expect(factor('0.1')).toBe(0.1)
    expect([probability('0'), probability('1')]).toEqual([0, 1])
    expect(patience('3')).toBe(3)
    expect(patience('none')).toBe(Infinity)
    expect(shareOrFile('0')).toBe(0)
    expect(shareOrFile('0.25')).toBe(0.25)
    expect(shareOrFile('2024.csv')).toBe('2024.csv')
  })

  it.each([
    ['a whole number', wholeNumber(1), ['0', '-1', '1.5', '', ' ', 'x', '1e3', '0x10', '99999999999999999999']],
    ['a positive number', positiveNumber, ['0', '-1', 'NaN', 'Infinity', '', '1e999', '0x1']],
    ['a number of 0 or more', notNegative, ['-1', 'x', '']],
    ['a share below one', share, ['1', '-0.1', 'half']],
    ['a factor', factor, ['0', '1', '2']],
    ['a probability', probability, ['1.1', '-0.1', 'p']],
    ['a patience', patience, ['0', 'None', '2.5']],
    ['a share', shareOrFile, ['1', '1.5', '25']],
  ])('should be refused when they are not %s', (_, parser, values) => {
    for (const value of values) expect(() => parser(value), value).toThrow(InvalidArgumentError)
  })
})
