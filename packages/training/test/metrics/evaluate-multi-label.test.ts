import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evaluateMultiLabel, type MultiLabelAnswers } from '../../src/metrics/evaluate-multi-label.js'
import { failureOf } from '../support/toy-data.js'

type Scores = Record<'precision' | 'recall' | 'f1', number>

interface Figures {
  readonly name: string
  readonly labels: string[]
  readonly threshold: number
  readonly truth: string[][]
  readonly probabilities: number[][]
  readonly subsetAccuracy: number
  readonly accuracy: number
  readonly logLoss: number
  readonly macro: Scores
  readonly micro: Scores
  readonly weighted: Scores
  readonly samples: Scores
  readonly perLabel: (Scores & { readonly rows: number })[]
  readonly confusion: number[][][]
  readonly rocAucPerLabel: Record<string, number>
  readonly macroRocAuc?: number
  readonly microRocAuc?: number
}

const file = new URL('../../../../reference/scikit-learn/figures/metrics.json', import.meta.url)
const { multiLabelCases: cases } = JSON.parse(readFileSync(file, 'utf8')) as { multiLabelCases: Figures[] }

function answersOf({ labels, truth, probabilities, threshold }: Figures): MultiLabelAnswers {
  const predictions = probabilities.map((row) => ({
    labels: labels.filter((_, index) => row[index]! >= threshold),
    probabilities: Object.fromEntries(labels.map((label, index) => [label, row[index]!])),
  }))
  return { labels, truth, predictions }
}

function expectScores(ours: Scores, theirs: Scores): void {
  for (const key of ['precision', 'recall', 'f1'] as const) expect(ours[key]).toBeCloseTo(theirs[key], 12)
}

describe.each(cases)('on $name', (figures) => {
  it('should agree with scikit-learn', () => {
    const metrics = evaluateMultiLabel(answersOf(figures))
    expect(metrics.rows).toBe(figures.truth.length)
    expect(metrics.accuracy).toBeCloseTo(figures.accuracy, 12)
    expect(metrics.subsetAccuracy).toBeCloseTo(figures.subsetAccuracy, 12)
    expect(metrics.logLoss).toBeCloseTo(figures.logLoss, 12)
    for (const kind of ['macro', 'micro', 'weighted', 'samples'] as const) expectScores(metrics[kind], figures[kind])
    expect(metrics.rocAuc === undefined).toBe(figures.macroRocAuc === undefined)
    expect(metrics.rocAuc?.macro ?? 0).toBeCloseTo(figures.macroRocAuc ?? 0, 12)
    expect(metrics.rocAuc?.micro ?? 0).toBeCloseTo(figures.microRocAuc ?? 0, 12)
    for (const [index, label] of figures.labels.entries()) {
      const { rows, rocAuc, confusion, ...scores } = metrics.perLabel[label]!
      expectScores(scores, figures.perLabel[index]!)
      expect(rows).toBe(figures.perLabel[index]!.rows)
      expect(confusion).toEqual(figures.confusion[index])
      expect(rocAuc === undefined).toBe(figures.rocAucPerLabel[label] === undefined)
      expect(rocAuc ?? 0).toBeCloseTo(figures.rocAucPerLabel[label] ?? 0, 12)
    }
  })
})

it('should have figures to compare with', () => {
  expect(cases.length).toBe(4)
})

it('should refuse rows that do not match', async () => {
  const labels = ['a', 'b']
  const one = { labels: ['a'], probabilities: { a: 1, b: 0 } }
  const codeOf = async (truth: string[][], predictions: (typeof one)[]): Promise<string> =>
    (await failureOf(() => evaluateMultiLabel({ labels, truth, predictions }))).code
  expect(await codeOf([], [])).toBe('DATA_EMPTY')
  expect(await codeOf([['a']], [])).toBe('INVALID_ARGUMENT')
  expect(await codeOf([['c']], [one])).toBe('DATA_LABELS')
  expect(await codeOf([[]], [{ ...one, labels: ['c'] }])).toBe('DATA_LABELS')
})
