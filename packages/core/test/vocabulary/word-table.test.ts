import { createEmbedding, createVocabulary, createWordTable, hashWord, vocabularyFromTable } from '@wordloom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../fixtures.js'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('createWordTable', () => {
  it('should find the words that are there and no others', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme' })), fc.array(fc.string()), (words, others) => {
        const table = createWordTable(words)
        expect([...table.words()]).toEqual(words)
        for (const [index, word] of words.entries()) expect(table.index(word)).toBe(index)
        for (const other of others) expect(table.index(other)).toBe(words.indexOf(other))
        expect(table.slots.length).toBeGreaterThanOrEqual(2 * words.length)
      }),
    )
  })

  it('should take neither a half of a surrogate pair for the replacement character nor a byte order mark for nothing', () => {
    const table = createWordTable(['\ufffd', '\ufeff', ''])

    expect(table.index('\ud800')).toBe(-1)
    expect(table.index('\ufffd')).toBe(0)
    expect(table.word(1)).toBe('\ufeff')
    expect(codeOf(() => createWordTable(['\ud800']))).toBe('INVALID_UTF8')
  })

  it('should refuse words that occur twice and indexes of no word', () => {
    expect(codeOf(() => createWordTable(['a', 'b', 'a']))).toBe('VOCABULARY_DUPLICATE_TOKEN')
    expect(codeOf(() => createWordTable(['a']).word(1))).toBe('TOKEN_ID_OUT_OF_RANGE')
  })
})

describe('hashWord', () => {
  it('should give the figures of RFC 9923, appendix C', () => {
    // The test vectors for FNV-1a of 32 bits: "", "a", "foobar".
    const hashes = ['', 'a', 'foobar'].map((text) => hashWord(bytesOf(text), 0, text.length, 0).toString(16))
    expect(hashes).toEqual(['811c9dc5', 'e40c292c', 'bf9cf968'])
  })
})

describe('vocabularyFromTable', () => {
  it('should be the vocabulary that createVocabulary makes of the same words', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.array(fc.string()), (words, text) => {
        fc.pre(!words.includes('[UNK]'))
        const expected = createVocabulary(words)
        const actual = vocabularyFromTable(createWordTable(words))
        expect(actual.size).toBe(expected.size)
        expect([...actual.tokens()]).toEqual([...expected.tokens()])
        expect(actual.fingerprint).toBe(expected.fingerprint)
        expect(actual.encode([...text, ...words, '', '[UNK]'])).toEqual(
          expected.encode([...text, ...words, '', '[UNK]']),
        )
        expect(actual.decode([...Array(actual.size).keys()])).toEqual(expected.decode([...Array(actual.size).keys()]))
        expect(codeOf(() => actual.token(actual.size))).toBe('TOKEN_ID_OUT_OF_RANGE')
      }),
    )
  })
})

describe('createEmbedding', () => {
  it('should fill the unknown row when something first reads it', () => {
    const matrix = Float32Array.of(0, 0, 0, 0, 1, 2, 3, 4)
    const make = () =>
      createEmbedding(createVocabulary(['a', 'b']), matrix.slice(), 2, { outOfVocabulary: { type: 'mean' } })

    expect([...make().vector('nobody')]).toEqual([2, 3])
    expect([...make().matrix.subarray(2, 4)]).toEqual([2, 3])
    expect([...make().gather([1, 2])]).toEqual([2, 3, 1, 2])
    const embedding = make()
    embedding.vector('a').fill(5)
    expect([...embedding.row(1)]).toEqual([4, 4.5])
  })
})
