import { glove } from '@wordloom/glove-loader'
import { createSimilarity } from '@wordloom/similarity'
import { beforeAll, describe, expect, it } from 'vitest'
import { explorableVectors, type ExplorableVectors } from '../../explorer/vectors/explorable-vectors.ts'

describe('explorableVectors', () => {
  let vectors: ExplorableVectors
  beforeAll(async () => {
    vectors = await explorableVectors(await glove('glove-mini').load())
  })

  it('should answer as the library does, whatever space is around a word', async () => {
    const similarity = await createSimilarity(await glove('glove-mini').load(), { threads: 1 })
    expect(vectors.nearest(' king ', 7)).toEqual({ neighbors: similarity.mostSimilar('king', { topk: 7 }) })
    const query = { positive: ['paris', 'japan'], negative: ['france'] }
    const expected = similarity.mostSimilar(query, { topk: 3 })
    expect(vectors.analogy(['france', 'paris ', 'japan'], 3)).toEqual({ neighbors: expected })
    expect(expected[0]!.word).toBe('tokyo')
  })

  it('should tell words without a vector, each once, and what was probably meant', () => {
    expect(vectors.nearest('Kingdom', 3)).toEqual({ unknown: [{ word: 'Kingdom', meant: 'kingdom' }] })
    expect(vectors.nearest('[UNK]', 3)).toMatchObject({ unknown: [{ word: '[UNK]' }] })
    expect(vectors.nearest('', 3)).toEqual({ unknown: [{ word: '' }] })
    expect(vectors.analogy(['goverment', 'king', 'goverment'], 3)).toEqual({
      unknown: [{ word: 'goverment', meant: 'government' }],
    })
    expect(vectors.wordsAround('qqqqqqqqqq', 3)).toEqual({ unknown: [{ word: 'qqqqqqqqqq' }] })
  })

  it('should give the first words, and those around a word, with their vectors', async () => {
    const { vocabulary, dimension, row } = await glove('glove-mini').load({ limit: 3 })
    const first = vectors.firstWords(3)
    expect(first.words).toEqual([...vocabulary.tokens()].slice(2))
    expect([...first.rows.subarray(dimension, 2 * dimension)]).toEqual([...row(3)])
    expect(vectors.firstWords(1e9).words).toHaveLength(20_000)

    const around = vectors.wordsAround('king', 3)
    expect(around).toMatchObject({ words: ['king', 'prince', 'queen'], dimension: 50 })
  })
})
