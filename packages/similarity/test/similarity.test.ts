import { createEmbedding, createVocabulary } from '@wordloom/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as api from '../src/index.js'
import { createSimilarity, parseAnalogies, parseWordPairs, type Similarity } from '../src/index.js'

const words = ['north', 'east', 'northeast', 'south', 'nowhere']
const rows = [0, 1, 1, 0, 1, 1, 0, -1, 0, 0]
let similarity: Similarity
beforeAll(async () => {
  const matrix = Float32Array.of(9, 9, 9, 9, ...rows)
  similarity = await createSimilarity(createEmbedding(createVocabulary(words), matrix, 2))
})
afterAll(() => similarity.dispose())

describe('createSimilarity', () => {
  it('should never answer with padding, the unknown token or a word of the query', () => {
    expect(similarity.mostSimilar([1, 1], { topk: 9 }).map(({ word }) => word)).toEqual([
      'northeast',
      'north',
      'east',
      'nowhere',
      'south',
    ])
    expect(similarity.mostSimilar('north', { topk: 1 })).toEqual([
      { word: 'northeast', similarity: expect.closeTo(Math.SQRT1_2, 12) },
    ])
  })

  it('should choose among words, leave words out, and look at the first ones only', () => {
    const wordsOf = (options: api.MostSimilarOptions) =>
      similarity.mostSimilar('north', options).map(({ word }) => word)
    expect(wordsOf({ among: ['south', 'east', 'atlantis', 'north'] })).toEqual(['east', 'south'])
    expect(wordsOf({ exclude: ['northeast'], topk: 1 })).toEqual(['east'])
    expect(wordsOf({ restrictVocabulary: 2 })).toEqual(['east'])
  })

  it('should say which word it does not know, and what it might be', () => {
    expect(() => similarity.mostSimilar('West')).toThrow(expect.objectContaining({ code: 'OUT_OF_VOCABULARY' }))
    expect(() => similarity.mostSimilar('North')).toThrow(/There is one for "north"/)
    expect(() => similarity.doesntMatch(['up', 'down'])).toThrow(expect.objectContaining({ code: 'OUT_OF_VOCABULARY' }))
  })

  it('should refuse queries that mean nothing', () => {
    const codes = (
      [
        [() => similarity.mostSimilar({}), 'INVALID_ARGUMENT'],
        [() => similarity.mostSimilar([1, 2, 3]), 'EMBEDDING_DIMENSION'],
        [() => similarity.mostSimilar([1, NaN]), 'INVALID_ARGUMENT'],
        [() => similarity.mostSimilar('north', { topk: 0 }), 'INVALID_ARGUMENT'],
        [() => similarity.mostSimilar({ positive: [['north', Infinity]] }), 'INVALID_ARGUMENT'],
      ] as const
    ).map(([call, code]) => {
      expect(call).toThrow(expect.objectContaining({ code }))
      return code
    })
    expect(codes).toHaveLength(5)
  })

  it('should do nothing after it was disposed', async () => {
    const other = await createSimilarity(createEmbedding(createVocabulary([]), new Float32Array(2), 1))
    expect(other.mostSimilar([1])).toEqual([])
    expect(other.mostSimilarOfMany([[1]])).toEqual([[]])
    other.dispose()
    other.dispose()
    expect(() => other.mostSimilar([1])).toThrow(expect.objectContaining({ code: 'DISPOSED' }))
  })

  it('should stop an evaluation when it is told to, and say how far it is', async () => {
    const sections = parseAnalogies(': a\nnorth east south north\n')
    const steps: unknown[] = []
    await similarity.evaluateAnalogies(sections, { onProgress: (progress) => steps.push(progress) })
    expect(steps).toEqual([{ done: 1, total: 1 }])
    await expect(similarity.evaluateAnalogies(sections, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    })
  })
})

describe('parseWordPairs and parseAnalogies', () => {
  it('should leave out comments, headings and other lines', () => {
    expect(parseWordPairs('# a comment\nword1\tword2\tscore\na\tb\t1.5\na b 2\n')).toEqual([
      { first: 'a', second: 'b', similarity: 1.5 },
    ])
    expect(parseAnalogies(': one\na b c d\r\na b c\n: two\n')).toEqual([
      { name: 'one', analogies: [['a', 'b', 'c', 'd']] },
      { name: 'two', analogies: [] },
    ])
  })

  it('should say when there is nothing, or a question without a section', () => {
    expect(() => parseWordPairs('a b 1')).toThrow(expect.objectContaining({ code: 'DATA_EMPTY' }))
    expect(() => parseAnalogies(': one\n')).toThrow(expect.objectContaining({ code: 'DATA_EMPTY' }))
    expect(() => parseAnalogies('a b c d\n')).toThrow(
      expect.objectContaining({ code: 'DATA_MALFORMED', details: expect.objectContaining({ line: 1 }) }),
    )
  })
})

it('should export exactly this', () => {
  expect(Object.keys(api).sort()).toEqual(['createSimilarity', 'parseAnalogies', 'parseWordPairs'])
})
