import { WordloomError } from '@wordloom/core'
import type { CompleteSchedule } from './complete-schedule.js'
import { halfCosine } from './half-cosine.js'
import { afterEpoch, type PlateauState } from './plateau.js'

/** What a {@link LearningRate} remembers: plain JSON, only what cannot be had from the number of the step. */
export type LearningRateState = PlateauState

/** The learning rate of one training as it goes. */
export interface LearningRate {
  /**
   * The rate of a step, before it is taken.
   *
   * @param step - steps of all epochs that were taken before, from 0 on.
   * @param epoch - counted from 1.
   */
  at(step: number, epoch: number): number
  /** To be called after each epoch with the loss that is watched: that of validation, else that of training. */
  endEpoch(loss: number): void
  /** To go on later by {@link LearningRate.restore}. */
  state(): LearningRateState
  /** Goes on from what {@link LearningRate.state} gave. */
  restore(state: LearningRateState): void
}

/** What a schedule is made for. */
export interface LearningRateOptions {
  /** With all its values. */
  readonly schedule: CompleteSchedule
  /** At full height. */
  readonly learningRate: number
  /** Of all epochs; left out where nobody knows. */
  readonly totalSteps?: number | undefined
}

/**
 * Makes the learning rate of a training. Warm-up multiplies whatever the schedule says by `step / warmupSteps` while
 * `step` is smaller, so that the first step has rate 0, as in Keras' `CosineDecay`; the cosine begins behind it. With + −
 * × ÷ alone: the same bytes on every machine.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a cosine over an unknown number of steps.
 * @see https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/
 */
export function createLearningRate(options: LearningRateOptions): LearningRate {
  const { schedule } = options
  const { warmupSteps } = schedule
  const height = heightOf(options)
  let state: LearningRateState = { rate: options.learningRate, waited: 0, cooldown: 0 }
  return {
    at(step, epoch) {
      const share = step < warmupSteps ? step / warmupSteps : 1
      return share * height(step, epoch, state)
    },
    endEpoch(loss) {
      if (schedule.type === 'reduce-on-plateau') state = afterEpoch(state, loss, schedule)
    },
    state: () => state,
    restore(from) {
      state = from
    },
  }
}

/** The rate without warm-up. */
type Height = (step: number, epoch: number, state: LearningRateState) => number

function heightOf({ schedule, learningRate, totalSteps }: LearningRateOptions): Height {
  switch (schedule.type) {
    case 'constant':
      return () => learningRate
    case 'reduce-on-plateau':
      return (_step, _epoch, { rate }) => rate
    case 'step':
      return (_step, epoch) => {
        const reductions = Math.floor((epoch - 1) / schedule.epochs)
        let rate = learningRate
        for (let i = 0; i < reductions; i++) rate *= schedule.factor
        return rate
      }
    case 'cosine': {
      const { warmupSteps, minimum } = schedule
      const decaySteps = schedule.decaySteps ?? Math.max(assertKnown(totalSteps) - warmupSteps, 1)
      return (step) => {
        const share = Math.min(Math.max(step - warmupSteps, 0) / decaySteps, 1)
        return minimum + (learningRate - minimum) * halfCosine(share)
      }
    }
  }
}

function assertKnown(totalSteps: number | undefined): number {
  if (totalSteps === undefined) {
    throw new WordloomError('INVALID_ARGUMENT', 'A cosine needs to know over how many steps it goes', {
      name: 'learningRateSchedule.decaySteps',
      hint: 'The number of rows is not known beforehand: give decaySteps.',
    })
  }
  return totalSteps
}
