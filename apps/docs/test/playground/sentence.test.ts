import { createTokenizer, defaultTokenizer } from '@wordloom/core'
import { trainClassifier } from '@wordloom/trainer-node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../../playground/sentence/contributions.ts'
import { piecesOfText } from '../../playground/sentence/words-of-text.ts'
import { trainRequest } from '../../playground/training/train-request.ts'
import { spamSession } from '../support/spam-session.ts'

describe('piecesOfText', () => {
  it('should give the text back, and the tokens of the tokenizer in their places', () => {
    const tokenizer = createTokenizer(defaultTokenizer)
    const text = fc.string({
      unit: fc.constantFrom('a', 'B', 'ß', 'Σ', '!', "'", ' ', '\n', '\u00a0', '日'),
      maxLength: 30,
    })
    fc.assert(
      fc.property(text, (typed) => {
        const { pieces, tokens } = piecesOfText(typed, { tokenizer: defaultTokenizer, maxLength: 200 })
        expect(pieces.map((piece) => piece.text).join('')).toBe(typed)
        expect(tokens).toEqual(tokenizer(typed))
        expect(pieces.flatMap(({ token }) => token ?? [])).toEqual([...tokens.keys()])
      }),
    )
  })

  it('should leave out what the model does not read', () => {
    const { tokens, pieces } = piecesOfText('a b c', { tokenizer: defaultTokenizer, maxLength: 2 })
    expect(tokens).toEqual(['a', 'b'])
    expect(pieces.at(-1)).toEqual({ text: 'c' })
  })
})

describe('explain', () => {
  it('should tell what the classifier says with and without each word', async () => {
    const classifier = await trainClassifier(trainRequest(await spamSession({ epochs: 6 })))
    const text = 'Win free lunch, unheard-of!'
    const { label, probabilities, contributions } = await explain(classifier, text)
    const [whole, ...others] = await classifier.predict([
      text,
      'free lunch unheardof',
      'win lunch unheardof',
      'win free unheardof',
      'win free lunch',
    ])
    expect(label).toBe(whole!.label)
    expect(probabilities[0]).toEqual({ label, probability: expect.closeTo(whole!.probability, 5) })
    expect(contributions.map(({ word }) => word)).toEqual(['win', 'free', 'lunch', 'unheardof'])
    expect(contributions.map(({ isKnown }) => isKnown)).toEqual([true, true, true, false])
    for (const [index, other] of others.entries()) {
      const probability = (other.probabilities as Record<string, number>)[label]!
      expect(contributions[index]!.change).toBeCloseTo(whole!.probability - probability, 5)
    }
  })

  it('should take a text without a single word, and more than two labels', async () => {
    const session = await spamSession({ vectors: 'random', epochs: 1 })
    const labels = session.rows.labels.map((label, row) => (row % 4 === 1 ? 'news' : label))
    const classifier = await trainClassifier(trainRequest({ ...session, rows: { ...session.rows, labels } }))
    const { probabilities, contributions } = await explain(classifier, '…!')
    expect(contributions).toHaveLength(1)
    expect((await explain(classifier, '!?')).contributions).toEqual([])
    expect(probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5)
    expect(probabilities).toHaveLength(3)
  })
})
