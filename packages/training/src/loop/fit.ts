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
import { createTrainingBatcher } from '../data/batches.js'
import { epochOrder } from '../data/epoch-order.js'
import type { PreparedData } from '../data/prepare-data.js'
import { rowCount, rowLengths } from '../data/token-rows.js'
import { countCorrect, scoreRows, type Scoring } from '../metrics/score-rows.js'
import type { LearningRate } from '../schedule/learning-rate.js'
import type { TrainingSettings } from '../trainer/training-settings.js'
import { findNotFinite, readWeights } from './best-weights.js'
import type { Checkpoint } from './checkpoint.js'
import { TrainingDivergedError } from './training-diverged-error.js'

/** What {@link fit} works on. */
export interface FitOptions {
  /** With an optimizer. It is not disposed. */
  readonly engine: Engine
  readonly spec: ModelSpec
  readonly data: PreparedData
  readonly settings: Pick<TrainingSettings, 'epochs' | 'batchSize' | 'patience' | 'bucketing' | 'labelSmoothing'>
  readonly learningRate: LearningRate
  /** Its forks `shuffle/<epoch>` order the rows of each epoch. */
  readonly random: RandomGenerator
  readonly checkpoint: Checkpoint
  readonly emit: (event: TrainingEvent) => void
}

/** What has been reached; {@link fit} writes it as it goes, so that it survives an error. */
export interface FitState {
  readonly history: EpochMetrics[]
  /** Of the epoch with the lowest loss so far. */
  best?: { readonly epoch: number; readonly loss: number; readonly weights: Weights }
}

interface Pass {
  /** Mean over the rows. */
  readonly loss: number
  readonly accuracy: number
}

interface TrainingPass extends Pass {
  /** Of the last step. */
  readonly learningRate: number
}

/**
 * Trains for some epochs and keeps the weights of the best one: that with the lowest validation loss, or training loss
 * where there is no validation. Stops early after `patience` epochs without a better one.
 *
 * @throws TrainingDivergedError when a loss is not finite; WordloomError `ABORTED`; and what the engine or `emit` throws.
 */
export async function fit(options: FitOptions, state: FitState): Promise<void> {
  const { engine, spec, data, settings, learningRate, emit } = options
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    const started = performance.now()
    const training = await trainEpoch(options, epoch)
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
      seconds: (performance.now() - started) / 1000,
    }
    state.history.push(metrics)
    emit({ type: 'epoch', isBest, ...metrics })
    if (epoch - (state.best?.epoch ?? epoch) >= settings.patience) return
  }
}

async function trainEpoch(options: FitOptions, epoch: number): Promise<TrainingPass> {
  const { engine, data, settings, random, checkpoint, emit } = options
  const order = epochOrder(rowLengths(data.training.rows), settings, random.fork(`shuffle/${epoch}`))
  const fill = createTrainingBatcher(data.training, Math.min(settings.batchSize, order.length))
  const scoring = scoringOf(options)
  const stepsPerEpoch = Math.ceil(order.length / settings.batchSize)
  let lossSum = 0
  let correct = 0
  let rows = 0
  let learningRate = 0
  for (let step = 1; step <= stepsPerEpoch; step++) {
    await checkpoint()
    const batch = fill(order, rows)
    learningRate = options.learningRate.at((epoch - 1) * stepsPerEpoch + step - 1, epoch)
    const { loss, probabilities } = await engine.trainBatch(batch, { learningRate })
    if (!Number.isFinite(loss)) throw new TrainingDivergedError({ epoch, step, quantity: 'loss', value: loss })
    lossSum += loss * batch.batchSize
    correct += countCorrect(probabilities, batch.targets, scoring)
    rows += batch.batchSize
    emit({ type: 'step', epoch, step, stepsPerEpoch, loss, accuracy: correct / rows, learningRate })
  }
  await checkpoint()
  return { loss: lossSum / rows, accuracy: correct / rows, learningRate }
}

async function validate(options: FitOptions): Promise<Pass | undefined> {
  const { engine, data, settings, checkpoint } = options
  if (data.validation === undefined) return undefined
  const { rows, targets, weights } = data.validation
  const scoring = scoringOf(options)
  const probabilities = await predictRows(rows, {
    predictBatch: (batch) => engine.predictBatch(batch),
    outputs: scoring.outputs,
    batchSize: settings.batchSize,
    checkpoint,
  })
  const { loss, correct } = scoreRows(probabilities, targets, scoring, weights)
  return { loss: loss / rowCount(rows), accuracy: correct / rowCount(rows) }
}

function scoringOf({ spec, settings }: FitOptions): Scoring {
  return { task: spec.task.type, outputs: outputCount(spec), labelSmoothing: settings.labelSmoothing }
}
