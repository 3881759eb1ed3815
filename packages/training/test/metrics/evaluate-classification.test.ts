import { readFileSync } from 'node:fs'
import type { Prediction } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { evaluateClassification } from '../../src/metrics/evaluate-classification.js'
import { rocAuc } from '../../src/metrics/roc-auc.js'
import { scoreRows } from '../../src/metrics/score-rows.js'
import { failureOf } from '../support/toy-data.js'

interface Figures {
  readonly name: string
  readonly labels: string[]
  readonly truth: string[]
  readonly probabilities: number[][]
  readonly accuracy: number
  readonly logLoss: number
  readonly rocAuc?: number
  readonly macro: Record<'precision' | 'recall' | 'f1', number>
  readonly micro: Figures['macro']
  readonly weighted: Figures['macro']
  readonly perLabel: Record<'precision' | 'recall' | 'f1' | 'rows', number>[]
  readonly confusion: number[][]
}

const file = new URL('../../../../reference/scikit-learn/figures/metrics.json', import.meta.url)
const binaryScoring = { task: 'binary', outputs: 1 } as const
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Figures[] }

type Answer = Pick<Prediction, 'label' | 'probabilities'>

function predictionsOf({ labels, probabilities }: Figures): Answer[] {
  return probabilities.map((row) => {
    const best = row.indexOf(Math.max(...row))
    return {
      label: labels[best]!,
      probabilities: Object.fromEntries(labels.map((label, index) => [label, row[index]!])),
    }
  })
}

describe.each(cases)('on $name', (figures) => {
  it('should agree with scikit-learn', () => {
    const { labels, truth } = figures
    const metrics = evaluateClassification({ labels, truth, predictions: predictionsOf(figures) })
    expect(metrics.rows).toBe(truth.length)
    expect(metrics.confusion).toEqual(figures.confusion)
    expect(metrics.accuracy).toBeCloseTo(figures.accuracy, 12)
    expect(metrics.logLoss).toBeCloseTo(figures.logLoss, 12)
    expect(metrics.rocAuc === undefined).toBe(figures.rocAuc === undefined)
    expect(metrics.rocAuc ?? 0).toBeCloseTo(figures.rocAuc ?? 0, 12)
    const pairs = [
      [metrics.macro, figures.macro] as const,
      [metrics.micro, figures.micro] as const,
      [metrics.weighted, figures.weighted] as const,
      ...labels.map((label, index) => [metrics.perLabel[label]!, figures.perLabel[index]!] as const),
    ]
    for (const [ours, theirs] of pairs) {
      for (const key of ['precision', 'recall', 'f1'] as const) expect(ours[key]).toBeCloseTo(theirs[key], 12)
    }
    expect(labels.map((label) => metrics.perLabel[label]!.rows)).toEqual(figures.perLabel.map(({ rows }) => rows))
  })
})

it('should have figures to compare with', () => {
  expect(cases.length).toBe(5)
})

it('should give the loss and accuracy of the loop as scikit-learn does', () => {
  for (const { labels, truth, probabilities, accuracy, logLoss } of cases) {
    const targets = Int32Array.from(truth, (label) => labels.indexOf(label))
    const wide = scoreRows(Float32Array.from(probabilities.flat()), targets, {
      task: 'multi-class',
      outputs: labels.length,
    })
    expect(wide.loss / targets.length).toBeCloseTo(logLoss, 6)
    expect(wide.correct / targets.length).toBeCloseTo(accuracy, 12)
    if (labels.length > 2) continue
    const binary = scoreRows(
      Float32Array.from(probabilities, (row) => row[1]!),
      targets,
      binaryScoring,
    )
    expect(binary.loss / targets.length).toBeCloseTo(logLoss, 6)
    expect(binary.correct / targets.length).toBeCloseTo(accuracy, 12)
  }
})

it('should clip what is certain and wrong, and pass NaN on', () => {
  expect(scoreRows(Float32Array.of(1), Int32Array.of(0), binaryScoring).loss).toBeCloseTo(-Math.log(1e-7), 10)
  expect(scoreRows(Float32Array.of(1), Int32Array.of(1), binaryScoring).loss).toBeCloseTo(1e-7, 10)
  expect(scoreRows(Float32Array.of(NaN), Int32Array.of(1), binaryScoring).loss).toBeNaN()
})

it('should give a half when every score is the same and NaN without both kinds', () => {
  expect(rocAuc([1, 1, 1], [true, false, true])).toBe(0.5)
  expect(rocAuc([0.1, 0.9], [false, true])).toBe(1)
  expect(rocAuc([0.1, 0.9], [true, true])).toBeNaN()
})

it('should refuse rows that do not match', async () => {
  const labels = ['a', 'b']
  const one = { label: 'a', probabilities: { a: 1, b: 0 } }
  const codeOf = async (truth: string[], predictions: Answer[]): Promise<string> =>
    (await failureOf(() => evaluateClassification({ labels, truth, predictions }))).code
  expect(await codeOf([], [])).toBe('DATA_EMPTY')
  expect(await codeOf(['a'], [])).toBe('INVALID_ARGUMENT')
  expect(await codeOf(['c'], [one])).toBe('DATA_LABELS')
})
