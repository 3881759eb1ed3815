import { createHash } from 'node:crypto'
import {
  buildVocabulary,
  buildVocabularyFromCounts,
  buildVocabularyFromStream,
  createVocabulary,
  parseVocabularyJson,
  parseVocabularyText,
  vocabularyToJson,
  vocabularyToText,
} from '@wordloom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../fixtures.js'

describe('buildVocabulary', () => {
  it('should give ids by falling frequency, then by code units', () => {
    const vocabulary = buildVocabulary('b c a b d c b'.split(' '))
    expect([...vocabulary.tokens()]).toEqual(['', '[UNK]', 'b', 'c', 'a', 'd'])
    expect([2, 3, 4, 5].map((id) => vocabulary.count(id))).toEqual([3, 2, 1, 1])
  })

  it('should not depend on the order of the stream', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 2 }), { minLength: 1 }), (tokens) => {
        fc.pre(tokens.some((token) => token !== '[UNK]'))
        expect(buildVocabulary(tokens.toReversed()).fingerprint).toBe(buildVocabulary(tokens).fingerprint)
      }),
    )
  })

  it('should leave out rare tokens and respect the largest size, special tokens included', () => {
    const tokens = 'a a a b b c'.split(' ')
    expect([...buildVocabulary(tokens, { minFrequency: 2 }).tokens()]).toEqual(['', '[UNK]', 'a', 'b'])
    expect([...buildVocabulary(tokens, { maxTokens: 3 }).tokens()]).toEqual(['', '[UNK]', 'a'])
  })

  it('should keep further special tokens at the first ids and never count them', () => {
    const vocabulary = buildVocabulary(['[MASK]', 'a', '[UNK]'], { specialTokens: ['', '[UNK]', '[MASK]'] })
    expect([...vocabulary.tokens()]).toEqual(['', '[UNK]', '[MASK]', 'a'])
    expect(vocabulary.count(2)).toBe(0)
  })

  it('should build the same from a stream', async () => {
    async function* stream(): AsyncGenerator<string> {
      yield* ['b', 'a', 'b']
    }
    const vocabulary = await buildVocabularyFromStream(stream())
    expect(vocabulary.fingerprint).toBe(buildVocabulary(['b', 'a', 'b']).fingerprint)
  })

  it('should build the same from counts, and leave them as they are', () => {
    const counts = new Map([
      ['a', 1],
      ['[UNK]', 9],
      ['b', 2],
    ])
    const { fingerprint } = buildVocabularyFromCounts(counts)
    expect(fingerprint).toBe(buildVocabulary(['b', 'a', 'b']).fingerprint)
    expect([...counts.keys()]).toEqual(['a', '[UNK]', 'b'])
  })

  it('should refuse an empty result and limits that make no sense', () => {
    expect(codeOf(() => buildVocabulary([]))).toBe('VOCABULARY_EMPTY')
    expect(codeOf(() => buildVocabulary(['a'], { minFrequency: 2 }))).toBe('VOCABULARY_EMPTY')
    expect(codeOf(() => buildVocabulary(['a'], { maxTokens: 2 }))).toBe('INVALID_ARGUMENT')
    expect(codeOf(() => buildVocabulary(['a'], { minFrequency: NaN }))).toBe('INVALID_ARGUMENT')
  })
})

describe('Vocabulary', () => {
  const vocabulary = createVocabulary(['the', 'cat', '__proto__', 'constructor'])

  it('should encode unknown tokens as 1 and decode ids', () => {
    expect([...vocabulary.encode(['cat', 'dog', '__proto__', 'toString'])]).toEqual([3, 1, 4, 1])
    expect(vocabulary.decode([2, 5, 1])).toEqual(['the', 'constructor', '[UNK]'])
  })

  it('should encode batches right-padded to the longest row', () => {
    const batch = vocabulary.encodeBatch([['the', 'cat'], [], ['cat', 'the', 'the', 'x']], { maxLength: 3 })
    expect(batch).toEqual({
      batchSize: 3,
      time: 3,
      ids: Int32Array.of(2, 3, 0, 0, 0, 0, 3, 2, 2),
      lengths: Int32Array.of(2, 0, 3),
    })
    expect(vocabulary.decodeBatch(batch)).toEqual([['the', 'cat'], [], ['cat', 'the', 'the']])
    expect(vocabulary.encodeBatch([[]])).toMatchObject({ batchSize: 1, time: 0 })
  })

  it('should refuse ids that are no rows', () => {
    for (const id of [-1, 6, 0.5, NaN]) expect(codeOf(() => vocabulary.token(id))).toBe('TOKEN_ID_OUT_OF_RANGE')
  })

  it('should refuse duplicates, also with special tokens, and a wrong number of counts', () => {
    expect(codeOf(() => createVocabulary(['a', 'a']))).toBe('VOCABULARY_DUPLICATE_TOKEN')
    expect(codeOf(() => createVocabulary(['[UNK]']))).toBe('VOCABULARY_DUPLICATE_TOKEN')
    expect(codeOf(() => createVocabulary(['a'], { counts: [] }))).toBe('INVALID_ARGUMENT')
    expect(codeOf(() => createVocabulary(['a'], { specialTokens: ['<pad>'] }))).toBe('INVALID_ARGUMENT')
  })

  it('should have the checksum of its text form as fingerprint', () => {
    const text = vocabularyToText(vocabulary)
    expect(text).toBe('\n[UNK]\nthe\ncat\n__proto__\nconstructor\n')
    expect(vocabulary.fingerprint).toBe(createHash('sha256').update(text).digest('hex'))
  })

  const anyTokens = fc.uniqueArray(fc.string({ unit: 'binary' }), { maxLength: 20 })

  it('should come back whole from JSON, whatever the tokens are', () => {
    fc.assert(
      fc.property(anyTokens, fc.nat(1000), (tokens, count) => {
        const words = tokens.filter((token) => token !== '' && token !== '[UNK]')
        const original = createVocabulary(words, { counts: words.map((_, index) => index + count) })
        const restored = parseVocabularyJson(JSON.parse(JSON.stringify(vocabularyToJson(original))))
        expect(vocabularyToJson(restored)).toEqual(vocabularyToJson(original))
      }),
    )
  })

  it('should come back whole from text, or be refused', () => {
    fc.assert(
      fc.property(anyTokens, fc.boolean(), (tokens, counts) => {
        const words = tokens.filter((token) => token !== '' && token !== '[UNK]')
        const original = createVocabulary(words, { counts: words.map((_, index) => index) })
        const hasHalfPair = words.some((word) => /\p{Surrogate}/u.test(word))
        if (hasHalfPair || words.some((word) => word.includes('\n') || (counts && word.includes('\t')))) {
          expect(codeOf(() => vocabularyToText(original, { counts }))).toBe('VOCABULARY_TOKEN_NOT_TEXT')
          return
        }
        const bytes = new TextEncoder().encode(vocabularyToText(original, { counts }))
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
        const restored = parseVocabularyText(text, { counts })
        expect([...restored.tokens()]).toEqual([...original.tokens()])
        if (counts) expect(vocabularyToJson(restored)).toEqual(vocabularyToJson(original))
      }),
    )
  })

  it('should refuse text that was cut short or has no counts', () => {
    expect(codeOf(() => parseVocabularyText('\n[UNK]\nthe'))).toBe('VOCABULARY_INVALID')
    expect(codeOf(() => parseVocabularyText('\n'))).toBe('VOCABULARY_INVALID')
    expect(codeOf(() => parseVocabularyText('\t0\n[UNK]\t0\nthe\n', { counts: true }))).toBe('VOCABULARY_INVALID')
    expect(codeOf(() => parseVocabularyText('\n[UNK]\na\na\n'))).toBe('VOCABULARY_DUPLICATE_TOKEN')
    for (const json of [null, 3, {}, { specialTokens: ['', 'u'], words: [1], counts: [1] }]) {
      expect(codeOf(() => parseVocabularyJson(json))).toBe('VOCABULARY_INVALID')
    }
  })
})
