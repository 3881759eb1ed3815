import { createVocabulary } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { assertKnown } from '../../src/vectors/assert-known.js'
import { failureOf } from '../support/failure-of.js'

const vocabulary = createVocabulary(['the', 'king', 'queen', 'thing', 'Straße'])

function refusal(...words: string[]): Promise<Error & { readonly code: string }> {
  return failureOf(() => assertKnown(words, vocabulary, 'my.txt'))
}

describe('assertKnown', () => {
  it('should take words that have vectors', () => {
    expect(() => assertKnown(['king', 'Straße'], vocabulary, 'my.txt')).not.toThrow()
  })

  it('should name the words, the vectors, and what was probably meant', async () => {
    const error = await refusal('kign', 'king', 'quen')
    expect(error.code).toBe('OUT_OF_VOCABULARY')
    expect(error.message).toBe('"kign" and "quen" have no vector (my.txt). Did you mean "king", "queen"?')
  })

  it('should say when a word is there in lower case', async () => {
    expect((await refusal('King')).message).toContain('in lower case: king.')
  })

  it('should say what to do where nothing is near', async () => {
    expect((await refusal('zyzzyva')).message).toContain('choose vectors of more words')
  })

  it('should not take padding and unknown for words', async () => {
    expect((await refusal('[UNK]')).message).toContain('"[UNK]" has no vector')
    expect((await refusal('')).code).toBe('OUT_OF_VOCABULARY')
  })
})
