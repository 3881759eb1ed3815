import { gloveMini } from '@wordloom/glove-mini'
import { createEmbedding, createVocabulary, decodeSafetensors, tensorToFloat32 } from '@wordloom/core'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimilarity, parseAnalogies, parseWordPairs, type Neighbor, type Similarity } from '../src/index.js'

type Answers = [word: string, score: number][]

/** See reference/gensim. */
interface Figures {
  readonly mostSimilar: { readonly word: string; readonly answers: Answers }[]
  readonly restricted: Answers
  readonly weighted: Answers
  readonly analogies: { positive: string[]; negative: string[]; answers: Answers; cosmul: Answers }[]
  readonly doesntMatch: { readonly words: string[]; readonly answer: string }[]
  readonly similarity: [string, string, number][]
  readonly nSimilarity: [string[], string[], number][]
  readonly wordMoversDistance: [string[], string[], number, number][]
  readonly pairs: string
  readonly wordPairs: Record<string, { pearson: Figure; spearman: Figure; outOfVocabulary: number }>
  readonly questions: string
  readonly wordAnalogies: Record<string, [string, number, number][]>
}
interface Figure {
  readonly statistic: number
  readonly pValue: number
}

/** gensim computes in float32. */
const tolerance = 2e-6

let figures: Figures
let similarity: Similarity
beforeAll(async () => {
  figures = JSON.parse(
    await readFile(new URL('../../../reference/gensim/figures.json', import.meta.url), 'utf8'),
  ) as Figures
  const { tensors } = decodeSafetensors(await readFile(gloveMini.vectors))
  const { data } = tensorToFloat32(tensors.get('embeddings')!, 'embeddings')
  const words = (await readFile(gloveMini.vocabulary, 'utf8')).split('\n').slice(0, -1)
  const matrix = new Float32Array(data.length + 2 * gloveMini.dimension)
  matrix.set(data, 2 * gloveMini.dimension)
  similarity = await createSimilarity(createEmbedding(createVocabulary(words), matrix, gloveMini.dimension))
})
afterAll(() => similarity.dispose())

function expectAnswers(actual: readonly Neighbor[], expected: Answers): void {
  expect(actual.map(({ word }) => word)).toEqual(expected.map(([word]) => word))
  for (const [index, [, score]] of expected.entries()) {
    expect(Math.abs(actual[index]!.similarity - score)).toBeLessThan(tolerance)
  }
}

describe('gensim and this package', () => {
  it('should agree about the nearest words', () => {
    expect(figures.mostSimilar.length).toBeGreaterThan(30)
    for (const { word, answers } of figures.mostSimilar) expectAnswers(similarity.mostSimilar(word), answers)
    const many = similarity.mostSimilarOfMany(figures.mostSimilar.map(({ word }) => word))
    for (const [index, { answers }] of figures.mostSimilar.entries()) expectAnswers(many[index]!, answers)
    similarity.prepare()
    for (const { word, answers } of figures.mostSimilar) expectAnswers(similarity.mostSimilar(word), answers)
    expectAnswers(similarity.mostSimilar('king', { topk: 5, restrictVocabulary: 2000 }), figures.restricted)
  })

  it('should agree about analogies', () => {
    for (const { positive, negative, answers, cosmul } of figures.analogies) {
      expectAnswers(similarity.mostSimilar({ positive, negative }), answers)
      expectAnswers(similarity.mostSimilarCosmul({ positive, negative }), cosmul)
    }
    const weighted = { positive: [['king', 0.7], 'woman'], negative: [['man', -1.3]] } as const
    expectAnswers(similarity.mostSimilar(weighted), figures.weighted)
  })

  it('should agree about lists of words', () => {
    for (const { words, answer } of figures.doesntMatch) expect(similarity.doesntMatch(words)).toBe(answer)
    for (const [a, b, score] of figures.similarity) {
      expect(Math.abs(similarity.similarity(a, b) - score)).toBeLessThan(tolerance)
    }
    for (const [a, b, score] of figures.nSimilarity) {
      expect(Math.abs(similarity.nSimilarity(a, b) - score)).toBeLessThan(tolerance)
    }
  })

  it('should agree about documents', () => {
    for (const [a, b, normalized, raw] of figures.wordMoversDistance) {
      expect(Math.abs(similarity.wordMoversDistance(a, b) - normalized)).toBeLessThan(tolerance)
      expect(Math.abs(similarity.wordMoversDistance(a, b, { normalize: false }) - raw)).toBeLessThan(10 * tolerance)
    }
    expect(similarity.wordMoversDistance(['zzzunknown'], ['dog'])).toBe(Infinity)
    expect(similarity.wordMoversDistance(['dog'], ['dog', 'dog'])).toBe(0)
  })

  it('should agree about evaluations of word pairs', () => {
    const pairs = parseWordPairs(figures.pairs, ' ')
    const choices = {
      plain: {},
      dummy: { dummyForUnknown: true },
      caseSensitive: { caseInsensitive: false },
      restricted: { restrictVocabulary: 1500 },
    }
    for (const [name, options] of Object.entries(choices)) {
      const expected = figures.wordPairs[name]!
      const actual = similarity.evaluateWordPairs(pairs, options)
      expect(actual.outOfVocabulary).toBeCloseTo(expected.outOfVocabulary, 10)
      for (const kind of ['pearson', 'spearman'] as const) {
        expect(Math.abs(actual[kind].statistic - expected[kind].statistic), `${name} ${kind}`).toBeLessThan(1e-6)
        expect(Math.abs(actual[kind].pValue - expected[kind].pValue), `${name} ${kind}`).toBeLessThan(1e-6)
      }
    }
  })

  it('should agree about evaluations of analogies', async () => {
    const sections = parseAnalogies(figures.questions)
    const choices = {
      plain: {},
      dummy: { dummyForUnknown: true },
      caseSensitive: { caseInsensitive: false },
      restricted: { restrictVocabulary: 5000 },
    }
    for (const [name, options] of Object.entries(choices)) {
      const { sections: actual, total } = await similarity.evaluateAnalogies(sections, options)
      const counts = [...actual, { ...total, name: 'Total accuracy' }].map((each) => [
        each.name,
        each.correct,
        each.incorrect,
      ])
      expect(counts, name).toEqual(figures.wordAnalogies[name])
    }
  })
})
