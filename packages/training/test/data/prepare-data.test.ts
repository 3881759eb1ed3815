import { createModelSpec, createRandom, type Tokenizer } from '@wordloom/core'
import { expect, it } from 'vitest'
import { prepareData, type DataRequest } from '../../src/data/prepare-data.js'
import { encodeRows, tokenizeTexts, tokensOf } from '../../src/data/token-rows.js'
import { createPause } from '../../src/loop/pause.js'
import { failureOf } from '../support/toy-data.js'

const spaces: Tokenizer = (text) => text.split(' ').filter(Boolean)
const prepare = (request: DataRequest<'a' | 'b'>, maxLength = 200) =>
  prepareData(request, createModelSpec(['a', 'b'], { maxLength }), createRandom(1), createPause())

it('should keep rows compact, cut them off and take them in any order', async () => {
  const texts = await tokenizeTexts(['one two one', '', 'three two'], spaces, createPause())
  expect(texts.tokens).toEqual(['one', 'two', 'three'])
  expect([...tokensOf(texts, [2, 0])]).toEqual(['three', 'two', 'one', 'two', 'one'])
  const { vocabulary } = await prepare({ texts: ['one two', 'two'], labels: ['a', 'b'], validation: 0 })
  const { ids, offsets } = encodeRows(texts, vocabulary, 2, [2, 1, 0])
  expect([...ids]).toEqual([1, vocabulary.id('two'), vocabulary.id('one'), vocabulary.id('two')])
  expect([...offsets]).toEqual([0, 2, 2, 4])
})

it('should tokenise more than fits the first buffer', async () => {
  const long = Array.from({ length: 3000 }, (_, i) => `w${i}`).join(' ')
  const texts = await tokenizeTexts([long, long], spaces, createPause())
  expect([...tokensOf(texts, [0, 1])].join(' ')).toBe(`${long} ${long}`)
})

it('should build the vocabulary from training rows alone', async () => {
  const texts = Array.from({ length: 40 }, (_, row) => `word${row} common`)
  const labels = texts.map((_, row) => (row % 2 === 0 ? 'a' : 'b'))
  const { vocabulary, training, validation } = await prepare({ texts, labels, validation: 0.25 })
  expect(validation!.targets.length).toBe(10)
  expect(vocabulary.size).toBe(2 + 1 + 30)
  expect(vocabulary.count(vocabulary.id('common'))).toBe(30)
  expect([...training.rows.ids].filter((id) => id === 1)).toEqual([])
  expect([...validation!.rows.ids].filter((id) => id === 1).length).toBe(10)
})

it('should take validation rows of their own', async () => {
  const { vocabulary, validation } = await prepare({
    texts: ['x', 'y'],
    labels: ['a', 'b'],
    validation: { texts: ['y z x'], labels: ['b'] },
  })
  expect([...validation!.rows.ids]).toEqual([vocabulary.id('y'), 1, vocabulary.id('x')])
  expect([...validation!.targets]).toEqual([1])
})

it('should count words beyond the maximum length, as TextVectorization does, but not encode them', async () => {
  const { vocabulary, training } = await prepare({ texts: ['x tail', 'y'], labels: ['a', 'b'], validation: 0 }, 1)
  expect(vocabulary.has('tail')).toBe(true)
  expect(training.rows.ids.length).toBe(2)
})

it('should refuse texts without a token and limits that leave none', async () => {
  const labels = ['a', 'b'] as const
  expect((await failureOf(() => prepare({ texts: ['!', ' '], labels, validation: 0 }))).code).toBe('TEXTS_EMPTY')
  expect((await failureOf(() => prepare({ texts: ['x', ''], labels, minFrequency: 2 }))).code).toBe('VOCABULARY_EMPTY')
  const { training } = await prepare({ texts: ['x', ''], labels, validation: 0 })
  expect([...training.rows.offsets]).toEqual([0, 1, 1])
})

it('should stop when it is cancelled', async () => {
  const request = { texts: ['x', 'y'], labels: ['a', 'b'] } as const
  const work = () =>
    prepareData(request, createModelSpec(['a', 'b']), createRandom(1), createPause(AbortSignal.abort()))
  expect((await failureOf(work)).code).toBe('ABORTED')
})
