import {
  WordloomError,
  type Engine,
  type EngineFactory,
  type ResumePoint,
  type TrainingEvent,
  type Weights,
} from '@wordloom/core'
import type { CheckpointFolder } from '../checkpoints/checkpoint-folder.js'
import { dependenciesOf, firstDifference, type Dependencies } from '../checkpoints/dependencies.js'
import { createFitState, type FitState } from '../loop/fit.js'
import { createLearningRate, type LearningRate } from '../schedule/learning-rate.js'
import type { PreparedTraining } from './prepare-training.js'

/** What moves in a training: new, or as a checkpoint left it. */
export interface TrainingSession {
  /** To be disposed by whoever asked for it. */
  readonly engine: Engine
  readonly learningRate: LearningRate
  readonly state: FitState
  readonly resumed?: ResumePoint | undefined
  /** Present when checkpoints are written. */
  readonly dependencies?: Dependencies | undefined
}

/**
 * Starts an engine and, where the folder holds a checkpoint, takes it up.
 *
 * @throws WordloomError `CHECKPOINT_MISMATCH` when the checkpoint is of other data or options, naming the first,
 * `CHECKPOINT_DAMAGED`, and what engine and store throw.
 */
export async function startSession<Label extends string>(
  prepared: PreparedTraining<Label>,
  createEngine: EngineFactory,
  folder: CheckpointFolder | undefined,
): Promise<TrainingSession> {
  const { settings, spec, data, weights, frozenRows } = prepared
  const { optimizer, labelSmoothing, seed } = settings
  const learningRate = createLearningRate({
    schedule: settings.schedule,
    learningRate: optimizer.learningRate,
    totalSteps: settings.epochs * stepsPerEpoch(prepared),
  })
  const engine = await createEngine({
    spec,
    vocabularySize: data.vocabulary.size,
    weights,
    optimizer,
    labelSmoothing,
    seed,
    ...(frozenRows && { frozenRows }),
  })
  try {
    if (folder === undefined) return { engine, learningRate, state: createFitState() }
    const dependencies = dependenciesOf({ engine: engine.name, spec, settings, data, weights, frozenRows })
    const newest = await folder.newest()
    if (newest === undefined) return { engine, learningRate, state: createFitState(), dependencies }
    const { content, point } = newest
    assertSame(content.dependencies, dependencies, point.path)
    assertNotBeyond(point, settings.epochs)
    engine.writeState(content.engine)
    learningRate.restore(content.learningRate)
    const { best } = content.state
    const state = { ...content.state, best: best && { ...best, weights: inOrderOf(weights, best.weights) } }
    return { engine, learningRate, state, resumed: point, dependencies }
  } catch (error) {
    engine.dispose()
    throw error
  }
}

/** What is said before the first step. */
export function startEvent<Label extends string>(
  prepared: PreparedTraining<Label>,
  { engine, resumed }: TrainingSession,
): TrainingEvent {
  const { settings, data, weights, coverage } = prepared
  return {
    type: 'start',
    epochs: settings.epochs,
    stepsPerEpoch: stepsPerEpoch(prepared),
    trainingRows: data.training.rowCount,
    validationRows: data.validation?.rowCount ?? 0,
    vocabularySize: data.vocabulary.size,
    parameters: [...weights.values()].reduce((sum, { data: values }) => sum + values.length, 0),
    ...(coverage && { coverage }),
    engine: engine.name,
    ...(resumed && { resumed }),
  }
}

/** Writes the state of a session into its folder. */
export function saver<Label extends string>(
  folder: CheckpointFolder,
  prepared: PreparedTraining<Label>,
  { engine, learningRate, dependencies = {} }: TrainingSession,
  emit: (event: TrainingEvent) => void,
): (state: FitState) => Promise<void> {
  return async (state) => {
    const { epoch, step } = state.current
    const path = await folder.save({
      steps: (epoch - 1) * stepsPerEpoch(prepared) + step,
      state,
      learningRate: learningRate.state(),
      engine: engine.readState(),
      dependencies,
    })
    emit({ type: 'checkpoint', path, epoch, step })
  }
}

function stepsPerEpoch<Label extends string>({ data, settings }: PreparedTraining<Label>): number {
  return Math.ceil(data.training.rowCount / settings.batchSize)
}

/** A file has its own order; a model's weights stand in that of their specification, interrupted or not. */
function inOrderOf(order: Weights, weights: Weights): Weights {
  return new Map([...order.keys()].map((name) => [name, weights.get(name)!]))
}

function assertSame(before: Dependencies, now: Dependencies, path: string): void {
  const difference = firstDifference(before, now)
  if (difference === undefined) return
  throw new WordloomError('CHECKPOINT_MISMATCH', 'The checkpoint belongs to a training with other data or options', {
    file: path,
    name: difference.name,
    expected: `${difference.before}, as in the checkpoint`,
    received: difference.now,
    hint: 'Train with the same data and options, or choose another folder for the checkpoints.',
  })
}

function assertNotBeyond({ path, epoch, step }: ResumePoint, epochs: number): void {
  if (step === 0 ? epoch - 1 <= epochs : epoch <= epochs) return
  throw new WordloomError('CHECKPOINT_MISMATCH', 'The checkpoint is beyond the last epoch', {
    file: path,
    name: 'epochs',
    expected: `${step === 0 ? epoch - 1 : epoch} or more`,
    received: epochs,
  })
}
