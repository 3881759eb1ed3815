import type { EngineFactory, FileStore, Trainer, TrainingRun, TrainRequest } from '@wordloom/core'
import { createClassifier } from '../classifier/create-classifier.js'
import { createTrainingRun } from '../loop/training-run.js'
import { runTraining } from './run-training.js'

/** What a platform brings to a trainer. */
export interface CreateTrainerOptions {
  /** A name for people: `node`, `web`, … */
  readonly name: string
  /** Crunches the numbers. */
  readonly createEngine: EngineFactory
  /** Where the platform keeps files, if it does. */
  readonly files?: FileStore
}

/**
 * Makes a trainer plugin of an engine.
 *
 * Errors of its trainings: `INVALID_ARGUMENT`, `DATA_EMPTY`, `DATA_LABELS`, `TEXTS_EMPTY`, `VOCABULARY_EMPTY`,
 * `MODEL_SPEC_INVALID`, `EMBEDDING_DIMENSION`, `NOT_A_NUMBER`, `OUT_OF_VOCABULARY`; `ABORTED` as a
 * `TrainingAbortedError`, `TRAINING_DIVERGED` as a {@link TrainingDivergedError}, both with the best weights so far; and
 * what the source, the engine or `onEvent` throws, unchanged.
 */
export function createTrainer({ name, createEngine, files }: CreateTrainerOptions): Trainer {
  return {
    kind: 'trainer',
    name,
    ...(files && { files }),
    train: (request) => startTraining(request, createEngine, files),
    createClassifier: (model) => createClassifier(model, createEngine),
  }
}

/** Starts a training at once, see {@link createTrainingRun}. */
export function startTraining<Label extends string>(
  request: TrainRequest<Label>,
  createEngine: EngineFactory,
  files?: FileStore,
): TrainingRun<Label> {
  return createTrainingRun((emit) => runTraining(request, { createEngine, files }, emit), request.onEvent)
}
