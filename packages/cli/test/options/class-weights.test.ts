import { InvalidArgumentError } from 'commander'
import { expect, it } from 'vitest'
import { classWeights } from '../../src/options/class-weights.js'

it('should read balanced, and weights by label', () => {
  expect(classWeights('balanced')).toBe('balanced')
  expect(classWeights('spam=2, ham = 0.5')).toEqual({ spam: 2, ham: 0.5 })
  expect(classWeights('a=b=1e-3')).toEqual({ 'a=b': 0.001 })
  expect(Object.keys(classWeights('__proto__=3'))).toEqual(['__proto__'])
})

it.each(['', 'spam', 'spam=', 'spam=-1', '=2', 'spam=1,', 'spam=1,spam=2', 'spam=NaN'])('should refuse %o', (text) => {
  expect(() => classWeights(text)).toThrow(InvalidArgumentError)
})
