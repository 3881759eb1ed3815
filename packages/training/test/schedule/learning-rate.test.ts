import type { LearningRateSchedule } from '@wordloom/core'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { completeSchedule } from '../../src/schedule/complete-schedule.js'
import { createLearningRate, type LearningRate } from '../../src/schedule/learning-rate.js'
import { failureOf } from '../support/toy-data.js'

interface CosineFigures {
  readonly learningRate: number
  readonly decaySteps: number
  readonly minimum: number
  readonly warmupSteps: number
  readonly rates: number[]
}
interface PlateauFigures {
  readonly learningRate: number
  readonly options: Omit<Required<Extract<LearningRateSchedule, { type: 'reduce-on-plateau' }>>, 'type' | 'warmupSteps'>
  readonly losses: number[]
  readonly rates: number[]
}

const file = new URL('../../../../reference/keras/figures/training.json', import.meta.url)
const figures = JSON.parse(readFileSync(file, 'utf8')) as { cosine: CosineFigures[]; plateaus: PlateauFigures[] }

function make(schedule: LearningRateSchedule, learningRate = 0.1, totalSteps?: number): LearningRate {
  return createLearningRate({ schedule: completeSchedule(schedule, learningRate), learningRate, totalSteps })
}

describe.each(figures.cosine)('a cosine over $decaySteps steps after $warmupSteps of warm-up', (theirs) => {
  it('should be that of Keras', () => {
    const { learningRate, rates, ...options } = theirs
    const ours = make({ type: 'cosine', ...options }, learningRate)
    expect(rates.length).toBeGreaterThan(options.decaySteps + options.warmupSteps)
    for (const [step, rate] of rates.entries()) {
      // Keras computes in float32.
      expect(Math.abs(ours.at(step, 1) - rate)).toBeLessThan(2e-7 * learningRate)
    }
  })
})

describe.each(figures.plateaus)('a plateau of $options', (theirs) => {
  const { learningRate, losses, options } = theirs
  const schedule = { type: 'reduce-on-plateau', ...options } as const

  it('should have the rates of Keras', () => {
    const ours = make(schedule, learningRate)
    for (const [index, loss] of losses.entries()) {
      ours.endEpoch(loss)
      expect(ours.at(0, index + 2) / theirs.rates[index]!).toBeCloseTo(1, 5)
    }
    expect(new Set(theirs.rates).size).toBeGreaterThan(2)
  })

  it('should go on from its state, by way of JSON', () => {
    const whole = make(schedule, learningRate)
    let broken = make(schedule, learningRate)
    for (const [index, loss] of losses.entries()) {
      whole.endEpoch(loss)
      broken.endEpoch(loss)
      const state: unknown = JSON.parse(JSON.stringify(broken.state()))
      broken = make(schedule, learningRate)
      broken.restore(state as ReturnType<LearningRate['state']>)
      expect(broken.at(0, index + 2)).toBe(whole.at(0, index + 2))
    }
  })
})

it('should have figures to compare with', () => {
  expect([figures.cosine.length, figures.plateaus.length]).toEqual([3, 4])
})

it('should let a cosine end with the training', () => {
  const given = make({ type: 'cosine', decaySteps: 90, warmupSteps: 10 })
  const derived = make({ type: 'cosine', warmupSteps: 10 }, 0.1, 100)
  for (let step = 0; step < 120; step++) expect(derived.at(step, 1)).toBe(given.at(step, 1))
  expect(derived.at(100, 1)).toBe(0)
  // A warm-up that is longer than the training.
  expect(make({ type: 'cosine', warmupSteps: 10 }, 0.1, 5).at(4, 1)).toBeCloseTo(0.04, 12)
})

it('should warm up from 0 in a straight line, whatever follows', () => {
  for (const type of ['constant', 'step', 'reduce-on-plateau', 'cosine'] as const) {
    const rate = make({ type, warmupSteps: 4 }, 0.8, 1000)
    expect([0, 1, 2, 3, 4].map((step) => rate.at(step, 1))).toEqual(
      [0, 0.2, 0.4, 0.6, 0.8].map((x) => expect.closeTo(x)),
    )
  }
})

it('should stay where it is told to', () => {
  const rate = make({ type: 'constant' }, 0.3)
  rate.endEpoch(5)
  rate.endEpoch(5)
  expect([rate.at(0, 1), rate.at(1e6, 99)]).toEqual([0.3, 0.3])
})

it('should go down after every so many epochs', () => {
  const rate = make({ type: 'step', epochs: 2, factor: 0.5 }, 0.8)
  expect([1, 2, 3, 4, 5].map((epoch) => rate.at(0, epoch))).toEqual([0.8, 0.8, 0.4, 0.4, 0.2])
  expect(make({ type: 'step' }, 0.8).at(0, 2)).toBe(0.4)
})

it('should not guess over how many steps a cosine goes', async () => {
  const error = await failureOf(() => make({ type: 'cosine' }))
  expect([error.code, error.details.name]).toEqual(['INVALID_ARGUMENT', 'learningRateSchedule.decaySteps'])
})

it.each<[string, object]>([
  ['type', { type: 'linear' }],
  ['warmupSteps', { type: 'constant', warmupSteps: 1.5 }],
  ['warmupSteps', { type: 'cosine', warmupSteps: -1 }],
  ['decaySteps', { type: 'cosine', decaySteps: 0 }],
  ['minimum', { type: 'cosine', minimum: 0.2 }],
  ['minimum', { type: 'reduce-on-plateau', minimum: -1 }],
  ['epochs', { type: 'step', epochs: 0 }],
  ['factor', { type: 'step', factor: 1 }],
  ['factor', { type: 'reduce-on-plateau', factor: 0 }],
  ['patience', { type: 'reduce-on-plateau', patience: 0 }],
  ['minimumChange', { type: 'reduce-on-plateau', minimumChange: NaN }],
  ['cooldown', { type: 'reduce-on-plateau', cooldown: -1 }],
])('should refuse %s of %j', async (name, schedule) => {
  const error = await failureOf(() => make(schedule as LearningRateSchedule))
  expect([error.code, error.details.name]).toEqual(['INVALID_ARGUMENT', `learningRateSchedule.${name}`])
})
