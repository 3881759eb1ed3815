import type { LearningRateSchedule } from '@wordloom/core'
import { assertRange } from '../trainer/assert-range.js'
import { assertWholeNumber } from '../trainer/whole-number.js'

type ScheduleOf<Type extends LearningRateSchedule['type']> = Extract<LearningRateSchedule, { readonly type: Type }>

/** A schedule with its defaults; only what depends on the number of steps may still be open. */
export type CompleteSchedule =
  | Required<ScheduleOf<'constant' | 'step' | 'reduce-on-plateau'>>
  | (Required<Omit<ScheduleOf<'cosine'>, 'decaySteps'>> & Pick<ScheduleOf<'cosine'>, 'decaySteps'>)

/**
 * Completes a schedule with the defaults of `LearningRateSchedule` and checks it.
 *
 * @param learningRate - where the schedule starts: no `minimum` may be above it.
 * @throws WordloomError `INVALID_ARGUMENT` naming the option that is out of range.
 */
export function completeSchedule(schedule: LearningRateSchedule | undefined, learningRate: number): CompleteSchedule {
  if (schedule === undefined) return { type: 'constant', warmupSteps: 0 }
  const name = (option: string): string => `learningRateSchedule.${option}`
  const warmupSteps = schedule.warmupSteps ?? 0
  assertWholeNumber(name('warmupSteps'), warmupSteps, 0)
  const assertMinimum = (minimum: number): void =>
    assertRange(name('minimum'), minimum, minimum >= 0 && minimum <= learningRate, `0 … ${learningRate}`)
  const assertFactor = (factor: number): void =>
    assertRange(name('factor'), factor, factor > 0 && factor < 1, 'a number above 0 and below 1')
  switch (schedule.type) {
    case 'constant':
      return { type: 'constant', warmupSteps }
    case 'cosine': {
      const { type, minimum = 0, decaySteps } = schedule
      assertMinimum(minimum)
      if (decaySteps === undefined) return { type, warmupSteps, minimum }
      assertWholeNumber(name('decaySteps'), decaySteps, 1)
      return { type, warmupSteps, minimum, decaySteps }
    }
    case 'step': {
      const { type, epochs = 1, factor = 0.5 } = schedule
      assertWholeNumber(name('epochs'), epochs, 1)
      assertFactor(factor)
      return { type, warmupSteps, epochs, factor }
    }
    case 'reduce-on-plateau': {
      const { type, factor = 0.1, patience = 1, minimumChange = 0.0001, cooldown = 0, minimum = 0 } = schedule
      assertFactor(factor)
      assertWholeNumber(name('patience'), patience, 1)
      assertWholeNumber(name('cooldown'), cooldown, 0)
      assertRange(name('minimumChange'), minimumChange, minimumChange >= 0 && minimumChange < Infinity, '0 or more')
      assertMinimum(minimum)
      return { type, warmupSteps, factor, patience, minimumChange, cooldown, minimum }
    }
    default:
      return assertRange(
        name('type'),
        String((schedule as { type: unknown }).type),
        false,
        'constant, cosine, step or reduce-on-plateau',
      )
  }
}
