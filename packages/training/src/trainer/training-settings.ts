import type { OptimizerSpec, TrainRequest } from '@wordloom/core'
import { completeSchedule, type CompleteSchedule } from '../schedule/complete-schedule.js'
import { assertRange } from './assert-range.js'
import { optimizerSpec } from './optimizer-spec.js'
import { assertWholeNumber } from './whole-number.js'

/** How to train, completed with the defaults and checked. */
export interface TrainingSettings {
  /** @defaultValue 10 */
  readonly epochs: number
  /** @defaultValue 32 */
  readonly batchSize: number
  /** @defaultValue 2 */
  readonly patience: number
  /** @defaultValue 42 */
  readonly seed: number
  /** @defaultValue Adam */
  readonly optimizer: OptimizerSpec
  /** @defaultValue constant */
  readonly schedule: CompleteSchedule
  /** @defaultValue true */
  readonly bucketing: boolean
  /** @defaultValue 0 */
  readonly labelSmoothing: number
}

/**
 * Completes the numbers of a request.
 *
 * @throws WordloomError `INVALID_ARGUMENT` naming the option that is out of range.
 */
export function trainingSettings(request: TrainRequest): TrainingSettings {
  const { epochs = 10, batchSize = 32, patience = 2, seed = 42, validation } = request
  const { bucketing = true, labelSmoothing = 0 } = request
  assertWholeNumber('epochs', epochs, 1)
  assertWholeNumber('batchSize', batchSize, 1)
  assertWholeNumber('seed', seed, 0)
  if (patience !== Infinity) assertWholeNumber('patience', patience, 1)
  if (typeof validation === 'number') {
    assertRange('validation', validation, validation >= 0 && validation < 1, 'a share of 0 or more and below 1')
  }
  assertRange('bucketing', bucketing, typeof bucketing === 'boolean', 'true or false')
  const isShare = typeof labelSmoothing === 'number' && labelSmoothing >= 0 && labelSmoothing < 1
  assertRange('labelSmoothing', labelSmoothing, isShare, 'a share of 0 or more and below 1')
  const optimizer = optimizerSpec(request.optimizer)
  const schedule = completeSchedule(request.learningRateSchedule, optimizer.learningRate)
  return { epochs, batchSize, patience, seed, optimizer, schedule, bucketing, labelSmoothing }
}
