import { expect, it } from 'vitest'
import { coverageOf } from '../../src/vectors/coverage.js'

it('should count words with a vector, words with one in lower case, and show the first that have none', () => {
  const known = new Set(['the', 'king', 'Paris'])
  const words = ['[UNK]', 'the', 'King', 'Paris', 'xyz']
  expect(coverageOf(words, (word) => known.has(word))).toEqual({
    words: 4,
    found: 2,
    inLowerCase: 1,
    missingExamples: ['King', 'xyz'],
  })
})

it('should show twenty words at most', () => {
  const words = Array.from({ length: 30 }, (_, index) => `w${index}`)
  expect(coverageOf(words, () => false).missingExamples).toEqual(words.slice(0, 20))
})
