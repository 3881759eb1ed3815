import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countCorrect, scoreRows, type Scoring } from '../../src/metrics/score-rows.js'

interface Figures extends Required<Scoring> {
  readonly probabilities: number[]
  readonly targets: number[]
  readonly weights?: number[]
  readonly loss: number
  readonly accuracy: number
}

const file = new URL('../../../../reference/keras/figures/training.json', import.meta.url)
const { scores } = JSON.parse(readFileSync(file, 'utf8')) as { scores: Figures[] }

describe.each(scores)('$task, label smoothing $labelSmoothing', (figures) => {
  const { probabilities, targets, weights, loss, accuracy } = figures
  it(`should have the loss and accuracy of Keras ${weights ? 'with' : 'without'} weights`, () => {
    const score = scoreRows(
      Float32Array.from(probabilities),
      Int32Array.from(targets),
      figures,
      weights && Float32Array.from(weights),
    )
    const rows = probabilities.length / figures.outputs
    expect(score.loss / rows).toBeCloseTo(loss, 6)
    expect(score.correct / rows).toBeCloseTo(accuracy, 6)
  })
})

it('should have figures to compare with', () => {
  expect(scores.length).toBe(12)
})

it('should take a label for true from the threshold on', () => {
  const scoring = { task: 'multi-label', outputs: 2 } as const
  expect(countCorrect(Float32Array.of(0.5, 0.4999), Int32Array.of(1, 0), scoring)).toBe(1)
  expect(countCorrect(Float32Array.of(0.5, 0.5, 0.9, 0.1), Int32Array.of(0, 1, 1, 0), scoring)).toBe(1.5)
})
