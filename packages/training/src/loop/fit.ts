import {
  outputCount,
  type Engine,
  type EpochMetrics,
  type ModelSpec,
  type RandomGenerator,
  type TrainingEvent,
  type Weights,
} from '@wordloom/core'
import { predictRows } from '../classifier/predict-rows.js'
import { createTrainingBatcher, type LabeledRows } from '../data/batches.js'
import { epochOrder } from '../data/epoch-order.js'
import type { TrainingData } from '../data/row-source.js'
import { rowCount, rowLengths } from '../data/token-rows.js'
import { countCorrect, scoreRows, type Scoring } from '../metrics/score-rows.js'
import type { LearningRate } from '../schedule/learning-rate.js'
import type { TrainingSettings } from '../trainer/training-settings.js'
import { findNotFinite, readWeights } from './best-weights.js'
import type { Pause } from './pause.js'
import { TrainingDivergedError } from './training-diverged-error.js'

/** What {@link fit} works on. */
export interface FitOptions {
  /** With an optimizer. It is not disposed. */
  readonly engine: Engine
  /** The network. */
  readonly spec: ModelSpec
  /** What to learn from. */
  readonly data: TrainingData
  /** How long, and in which steps. */
  readonly settings: Pick<TrainingSettings, 'epochs' | 'batchSize' | 'patience' | 'bucketing' | 'labelSmoothing'>
  /** That of each step. */
  readonly learningRate: LearningRate
  /** Its forks `shuffle/<epoch>` (`shuffle/<epoch>/<part>` from the second part on) order the rows of each epoch. */
  readonly random: RandomGenerator
  /** Awaited between steps: there the thread is free for others, and a training is cancelled. */
  readonly pause: Pause
  /** Called with each event, in order. */
  readonly emit: (event: TrainingEvent) => void
  /** Nothing is saved without it. */
  readonly saving?: Saving | undefined
}

/** The epoch under way: plain JSON. */
export interface EpochState {
  /** Counted from 1; one more than there are epochs when all are done. */
  epoch: number
  /** Steps done. */
  step: number
  /** Sum of the losses of the rows so far. */
  lossSum: number
  /** Rows so far that were right. */
  correct: number
  /** Rows so far. */
  rows: number
  /** Of the last step. */
  learningRate: number
  /** Spent on it so far. */
  seconds: number
}

/**
 * What has been reached; {@link fit} writes it as it goes, so that it survives an error. Together with the states of the
 * engine and of the learning rate it is all that a training needs to go on: the order of rows depends on seed and epoch
 * alone.
 */
export interface FitState {
  /** The epoch under way. */
  current: EpochState
  /** The epochs that are done. */
  readonly history: EpochMetrics[]
  /** Of the epoch with the lowest loss so far. */
  best?:
    | {
        /** Counted from 1. */
        readonly epoch: number
        /** Of validation, else of training. */
        readonly loss: number
        /** By name. */
        readonly weights: Weights
      }
    | undefined
}

/** Where a training begins. */
export function createFitState(): FitState {
  return { current: startOf(1), history: [] }
}

/** How often {@link fit} has its state saved. */
export interface Saving {
  /** Steps of all epochs between two savings; once an epoch without it. */
  readonly everySteps?: number | undefined
  /** Saves a state; the training waits for it. */
  save(state: FitState): Promise<void>
}

interface Pass {
  /** Mean over the rows. */
  readonly loss: number
  readonly accuracy: number
}

/**
 * Trains for some epochs and keeps the weights of the best one: that with the lowest validation loss, or training loss
 * where there is no validation. Stops early after `patience` epochs without a better one. A state in the middle of a
 * training is taken up where it stands.
 *
 * @throws TrainingDivergedError when a loss is not finite; WordloomError `ABORTED`; and what the engine or `emit` throws.
 */
export async function fit(options: FitOptions, state: FitState): Promise<void> {
  while (!isOver(state, options.settings)) {
    await trainEpoch(options, state)
    await endEpoch(options, state)
    const everySteps = options.saving?.everySteps ?? 1
    const steps = state.history.length * stepsOf(options)
    if (steps % everySteps === 0 || isOver(state, options.settings)) await options.saving?.save(state)
  }
}

function isOver({ history, best }: FitState, { epochs, patience }: FitOptions['settings']): boolean {
  return history.length >= epochs || (best !== undefined && history.length - best.epoch >= patience)
}

async function trainEpoch(options: FitOptions, state: FitState): Promise<void> {
  const { current } = state
  const startedAt = performance.now() - current.seconds * 1000
  let index = 0
  let stepsBefore = 0
  for await (const part of options.data.training.parts(current.epoch)) {
    const label = index === 0 ? `shuffle/${current.epoch}` : `shuffle/${current.epoch}/${index}`
    await trainPart(options, state, part, { stepsBefore, label, startedAt })
    stepsBefore += Math.ceil(rowCount(part.rows) / options.settings.batchSize)
    index += 1
  }
  await options.pause()
  current.seconds = (performance.now() - startedAt) / 1000
}

interface PartOfEpoch {
  /** Of the parts before. */
  readonly stepsBefore: number
  /** Of the fork that orders its rows. */
  readonly label: string
  readonly startedAt: number
}

/** The steps of one part, but for those that a saved state had behind it. */
async function trainPart(options: FitOptions, state: FitState, part: LabeledRows, at: PartOfEpoch): Promise<void> {
  const { engine, settings, random, pause, emit, saving } = options
  const { current } = state
  const { epoch } = current
  const steps = Math.ceil(rowCount(part.rows) / settings.batchSize)
  if (current.step >= at.stepsBefore + steps) return
  const order = epochOrder(rowLengths(part.rows), settings, random.fork(at.label))
  const fill = createTrainingBatcher(part, Math.min(settings.batchSize, order.length))
  const scoring = scoringOf(options)
  const stepsPerEpoch = stepsOf(options)
  const everySteps = saving?.everySteps ?? Infinity
  for (let step = current.step + 1; step <= at.stepsBefore + steps; step++) {
    await pause()
    const batch = fill(order, (step - 1 - at.stepsBefore) * settings.batchSize)
    const stepOfAll = (epoch - 1) * stepsPerEpoch + step
    const learningRate = options.learningRate.at(stepOfAll - 1, epoch)
    const { loss, probabilities } = await engine.trainBatch(batch, { learningRate })
    if (!Number.isFinite(loss)) throw new TrainingDivergedError({ epoch, step, quantity: 'loss', value: loss })
    current.step = step
    current.learningRate = learningRate
    current.lossSum += loss * batch.batchSize
    current.correct += countCorrect(probabilities, batch.targets, scoring)
    current.rows += batch.batchSize
    emit({ type: 'step', epoch, step, stepsPerEpoch, loss, accuracy: current.correct / current.rows, learningRate })
    // The last step is saved with the end of the epoch.
    if (step < stepsPerEpoch && stepOfAll % everySteps === 0) {
      current.seconds = (performance.now() - at.startedAt) / 1000
      await saving?.save(state)
    }
  }
}

async function endEpoch(options: FitOptions, state: FitState): Promise<void> {
  const { engine, spec, data, learningRate, emit } = options
  const { current } = state
  const { epoch } = current
  const startedAt = performance.now() - current.seconds * 1000
  const training: Pass = { loss: current.lossSum / current.rows, accuracy: current.correct / current.rows }
  const validation = await validate(options)
  const monitored = validation ?? training
  const quantity = validation === undefined ? 'loss' : 'validation loss'
  if (!Number.isFinite(monitored.loss)) throw new TrainingDivergedError({ epoch, quantity, value: monitored.loss })
  const isBest = state.best === undefined || monitored.loss < state.best.loss
  if (isBest) {
    const weights = readWeights(engine, spec, data.vocabulary.size)
    const notFinite = findNotFinite(weights)
    if (notFinite !== undefined) {
      throw new TrainingDivergedError({ epoch, quantity: notFinite.name, value: notFinite.value })
    }
    state.best = { epoch, loss: monitored.loss, weights }
  }
  learningRate.endEpoch(monitored.loss)
  const metrics: EpochMetrics = {
    epoch,
    ...training,
    ...(validation && { validationLoss: validation.loss, validationAccuracy: validation.accuracy }),
    learningRate: current.learningRate,
    seconds: (performance.now() - startedAt) / 1000,
  }
  state.history.push(metrics)
  state.current = startOf(epoch + 1)
  emit({ type: 'epoch', isBest, ...metrics })
}

async function validate(options: FitOptions): Promise<Pass | undefined> {
  const { engine, data, settings, pause } = options
  if (data.validation === undefined) return undefined
  const scoring = scoringOf(options)
  const sums = { loss: 0, correct: 0 }
  for await (const { rows, targets, weights } of data.validation.parts(1)) {
    const probabilities = await predictRows(rows, {
      predictBatch: (batch) => engine.predictBatch(batch),
      outputs: scoring.outputs,
      batchSize: settings.batchSize,
      pause,
    })
    const { loss, correct } = scoreRows(probabilities, targets, scoring, weights)
    sums.loss += loss
    sums.correct += correct
  }
  return { loss: sums.loss / data.validation.rowCount, accuracy: sums.correct / data.validation.rowCount }
}

function startOf(epoch: number): EpochState {
  return { epoch, step: 0, lossSum: 0, correct: 0, rows: 0, learningRate: 0, seconds: 0 }
}

function stepsOf({ data, settings }: FitOptions): number {
  return Math.ceil(data.training.rowCount / settings.batchSize)
}

function scoringOf({ spec, settings }: FitOptions): Scoring {
  return { task: spec.task.type, outputs: outputCount(spec), labelSmoothing: settings.labelSmoothing }
}
