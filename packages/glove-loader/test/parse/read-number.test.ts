import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNumberReader } from '../../src/parse/read-number.js'

const reader = createNumberReader()
const read = (text: string): number => {
  const bytes = new TextEncoder().encode(text)
  return reader.read(bytes, 0, bytes.length)
}

const digits = (least: number, most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most })
const sign = fc.constantFrom('', '-', '+')
const decimal = fc.oneof(
  digits(1, 20),
  fc.tuple(digits(1, 17), digits(0, 17)).map(([whole, fraction]) => `${whole}.${fraction}`),
  digits(1, 17).map((fraction) => `.${fraction}`),
  fc.integer({ min: -99_999, max: 99_999 }).map((value) => (Math.abs(value) / 100_000).toString()),
)
const exponent = fc.oneof(
  fc.constant(''),
  fc.tuple(fc.constantFrom('e', 'E'), sign, fc.integer({ min: 0, max: 320 })).map((parts) => parts.join('')),
)

describe('the number reader', () => {
  it('should give what Number gives for every way of writing a number', () => {
    fc.assert(
      fc.property(sign, decimal, exponent, (...parts) => {
        const text = parts.join('')
        const expected = Number(text)
        const value = read(text)

        if (Number.isFinite(Math.fround(expected))) expect(value).toBe(expected)
        else expect(value).toBeNaN()
        expect(reader.end).toBe(text.length)
      }),
      { numRuns: 3000 },
    )
  })

  it('should give back every float32 as JavaScript and C print it', () => {
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, min: -(2 ** 126), max: 2 ** 126 }),
        fc.integer({ min: 1, max: 17 }),
        (value, precision) => {
          expect(Math.fround(read(String(value)))).toBe(value === 0 ? 0 : value)
          expect(read(value.toExponential(precision))).toBe(Number(value.toExponential(precision)))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['0', 0],
    ['-0', -0],
    ['-0.0', -0],
    ['5.', 5],
    ['.5', 0.5],
    ['999999999999999', 999999999999999],
    ['0.000000000000001', 1e-15],
    ['0.1234567890123456789', 0.1234567890123456789],
    ['-6.3681e-05', -6.3681e-5],
    ['1e-46', 1e-46],
    ['340282346638528859811704183484516925440', 3.4028234663852886e38],
  ])('should read %s', (text, value) => {
    expect(read(text)).toBe(value)
  })

  it.each([
    '',
    '-',
    '+',
    '.',
    '-.',
    '1-',
    '--1',
    '1.2.3',
    '1e',
    '1e+',
    'e5',
    '0x10',
    '1_000',
    '1,5',
    'abc',
    '١',
    '1\t',
    '1\u00a0',
  ])('should not take %j for a number', (text) => {
    expect(read(text)).toBeNaN()
  })

  it.each(['nan', 'NaN', '-nan', 'inf', '-Infinity', '1e39', '-1e400'])('should refuse %s', (text) => {
    expect(read(text)).toBeNaN()
  })

  it('should stop at a space and at the limit', () => {
    const bytes = new TextEncoder().encode('12 345e1 6')

    expect([reader.read(bytes, 0, bytes.length), reader.end]).toEqual([12, 2])
    expect([reader.read(bytes, 3, bytes.length), reader.end]).toEqual([3450, 8])
    expect([reader.read(bytes, 3, 5), reader.end]).toEqual([34, 5])
  })
})
