import { trainClassifier } from '@wordloom/trainer-node'
import { describe, expect, it } from 'vitest'
import { mistakes } from '../../playground/report/mistakes.ts'
import { movedWords } from '../../playground/report/moved-words.ts'
import { reportOn } from '../../playground/report/report.ts'
import { trainRequest } from '../../playground/training/train-request.ts'
import { spamSession } from '../support/spam-session.ts'

describe('movedWords', () => {
  it.each(['random', 'glove-mini'] as const)(
    'should make the rows that training began with again: none moves that is frozen (%s)',
    async (vectors) => {
      const session = await spamSession({ vectors, learnVectors: false })
      const model = await trainClassifier(trainRequest(session))
      const moved = await movedWords(model, session, 1000)
      expect(moved).toHaveLength(model.vocabulary.size - 2)
      for (const { distance, cosine } of moved) {
        expect(distance).toBe(0)
        expect(cosine).toBeCloseTo(1, 6)
      }
    },
  )

  it('should put words first that tell labels apart', async () => {
    const session = await spamSession({ vectors: 'random', epochs: 10 })
    const moved = await movedWords(await trainClassifier(trainRequest(session)), session, 1000)
    const distances = moved.map(({ distance }) => distance)
    expect(distances).toEqual([...distances].sort((a, b) => b - a))
    expect(distances.at(-1)).toBeGreaterThan(0)
    expect(moved.every(({ cosine, count }) => cosine < 1 && count > 0)).toBe(true)
  })
})

describe('reportOn', () => {
  it('should judge by the rows that were set aside', async () => {
    const session = await spamSession({ epochs: 10 })
    const {
      isHeldBack,
      metrics,
      movedWords: moved,
    } = await reportOn(await trainClassifier(trainRequest(session)), session)
    expect(isHeldBack).toBe(true)
    expect(metrics.rows).toBe(8)
    expect(metrics.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(8)
    expect(moved.length).toBeGreaterThan(0)
  })

  it('should judge by the training rows where none could be set aside', async () => {
    const { settings } = await spamSession({ vectors: 'random' })
    const session = { name: 'two', rows: { texts: ['win', 'lunch'], labels: ['spam', 'ham'] }, settings }
    const { isHeldBack, metrics } = await reportOn(await trainClassifier(trainRequest(session)), session)
    expect(isHeldBack).toBe(false)
    expect(metrics.rows).toBe(2)
  })
})

describe('mistakes', () => {
  it('should list wrong rows, the most confident first', () => {
    const answer = (label: string, probability: number) => ({
      label,
      probability,
      probabilities: { [label]: probability },
      labels: [label],
    })
    const rows = { texts: ['a', 'b', 'c'], labels: ['x', 'x', 'y'] }
    expect(mistakes(rows, [answer('y', 0.6), answer('x', 0.9), answer('x', 0.8)]).map(({ text }) => text)).toEqual([
      'c',
      'a',
    ])
  })
})
