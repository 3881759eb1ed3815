import type { TrainingEvent } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { noCurves, plotColumns, withEvent, withHistory, type Curves } from '../../playground/training/curves.ts'

const stepsPerEpoch = 4
const start: TrainingEvent = {
  type: 'start',
  epochs: 3,
  stepsPerEpoch,
  trainingRows: 8,
  validationRows: 2,
  vocabularySize: 9,
  parameters: 10,
  engine: 'kernels',
}

function* epochEvents(epoch: number, steps = stepsPerEpoch): Generator<TrainingEvent> {
  for (let step = 1; step <= steps; step++) {
    yield { type: 'step', epoch, step, stepsPerEpoch: steps, loss: 1 / epoch, accuracy: 0.5, learningRate: 0.1 }
  }
  const figures = { loss: 1, accuracy: 0.5, validationLoss: 0.5 / epoch, validationAccuracy: 0.7, seconds: 1 }
  yield { type: 'epoch', epoch, isBest: true, ...figures }
}

const after = (curves: Curves, events: Iterable<TrainingEvent>): Curves => [...events].reduce(withEvent, curves)

describe('withEvent', () => {
  it('should follow steps and epochs, and mark the best epoch alone', () => {
    const curves = after(noCurves, [start, ...epochEvents(1), ...epochEvents(2)])
    expect(curves.steps.map(({ at }) => at)).toEqual([0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2])
    expect(curves.epochs.map(({ isBest }) => isBest)).toEqual([false, true])
    expect(plotColumns(curves, 'loss')[2]).toEqual([null, null, null, 0.5, null, null, null, 0.25])
  })

  it('should drop what was behind the checkpoint that a training goes on from', () => {
    const curves = after(noCurves, [start, ...epochEvents(1), ...epochEvents(2)])
    const resumed = { path: 'checkpoints/1', epoch: 2, step: 1, damaged: [] }
    const back = withEvent(curves, { ...start, resumed })
    expect(back.steps.map(({ at }) => at)).toEqual([0.25, 0.5, 0.75, 1, 1.25])
    expect(back.epochs.map(({ epoch }) => epoch)).toEqual([1])
    expect(withEvent(back, start)).toEqual(noCurves)
  })

  it('should hold a bounded number of points, the ends of epochs among them', () => {
    const events: TrainingEvent[] = [start]
    for (let epoch = 1; epoch <= 200; epoch++) events.push(...epochEvents(epoch, 64))
    const { steps } = after(noCurves, events)
    expect(steps.length).toBeLessThanOrEqual(2000)
    expect(steps.filter(({ at }) => Number.isInteger(at))).toHaveLength(200)
  })
})

describe('withHistory', () => {
  it('should bring back an epoch that was not noted before the page was closed', () => {
    const curves = after(noCurves, [start, ...epochEvents(2)])
    const history = [1, 2, 3].map((epoch) => ({ epoch, loss: 1 / epoch, accuracy: 0.5, seconds: 1 }))
    const { epochs, steps } = withHistory(curves, { history, bestEpoch: 2 })
    expect(epochs.map(({ epoch, isBest }) => [epoch, isBest])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ])
    expect(steps).toBe(curves.steps)
  })
})
