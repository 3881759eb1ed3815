import {
  isWordloomError,
  TrainingAbortedError,
  type Classifier,
  type EngineFactory,
  type FileStore,
  type TrainedModel,
  type TrainingEvent,
  type TrainRequest,
} from '@wordloom/core'
import { createClassifier } from '../classifier/create-classifier.js'
import { openCheckpoints } from '../checkpoints/checkpoint-folder.js'
import { createPause } from '../loop/pause.js'
import { createFitState, fit, type FitState } from '../loop/fit.js'
import { TrainingDivergedError } from '../loop/training-diverged-error.js'
import { prepareTraining, type PreparedTraining } from './prepare-training.js'
import { saver, startEvent, startSession } from './training-session.js'

/** What a platform brings to a training. */
export interface TrainingPlatform {
  readonly createEngine: EngineFactory
  /** Where checkpoints are kept. */
  readonly files?: FileStore | undefined
}

/** From a request to a classifier, with every event passed to `emit`. */
export async function runTraining<Label extends string>(
  request: TrainRequest<Label>,
  { createEngine, files }: TrainingPlatform,
  emit: (event: TrainingEvent) => void,
): Promise<Classifier<Label>> {
  let state: FitState = createFitState()
  let prepared: PreparedTraining<Label> | undefined
  try {
    const pause = createPause(request.signal)
    const folder = request.checkpoints && (await openCheckpoints(request.checkpoints, files))
    prepared = await prepareTraining(request, pause)
    const session = await startSession(prepared, createEngine, folder)
    try {
      state = session.state
      await pause()
      emit(startEvent(prepared, session))
      const { settings, spec, data, random } = prepared
      const { engine, learningRate } = session
      const saving = folder && { everySteps: folder.everySteps, save: saver(folder, prepared, session, emit) }
      await fit({ engine, spec, data, settings, learningRate, random, pause, emit, saving }, state)
      await pause()
    } finally {
      session.engine.dispose()
    }
    const reason = state.history.length < prepared.settings.epochs ? 'early-stopping' : 'completed'
    emit({ type: 'end', reason, bestEpoch: state.best!.epoch })
    return await createClassifier(bestModel(prepared, state)!, createEngine)
  } catch (error) {
    const model = prepared && bestModel(prepared, state)
    if (error instanceof TrainingDivergedError) {
      throw new TrainingDivergedError({ ...error.divergence, model: model ?? (prepared && untrainedModel(prepared)) })
    }
    if (request.signal?.aborted === true && isAbort(error, request.signal)) {
      throw new TrainingAbortedError(model && (await createClassifier(model, createEngine)), request.signal.reason)
    }
    throw error
  }
}

function bestModel<Label extends string>(
  prepared: PreparedTraining<Label>,
  { best, history }: FitState,
): TrainedModel<Label> | undefined {
  return best && { ...untrainedModel(prepared), weights: best.weights, history, bestEpoch: best.epoch }
}

function untrainedModel<Label extends string>(prepared: PreparedTraining<Label>): TrainedModel<Label> {
  const { spec, data, weights, embeddingSource } = prepared
  return { spec, vocabulary: data.vocabulary, weights, history: [], bestEpoch: 0, embeddingSource }
}

/** A source or engine may reject with the signal's own reason. */
function isAbort(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (isWordloomError(error) && error.code === 'ABORTED')
}
