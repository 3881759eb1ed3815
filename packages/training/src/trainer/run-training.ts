import {
  isWordloomError,
  TrainingAbortedError,
  type Classifier,
  type EngineFactory,
  type TrainedModel,
  type TrainingEvent,
  type TrainRequest,
} from '@wordloom/core'
import { createClassifier } from '../classifier/create-classifier.js'
import { rowCount } from '../data/token-rows.js'
import { createCheckpoint, type Checkpoint } from '../loop/checkpoint.js'
import { fit, type FitState } from '../loop/fit.js'
import { TrainingDivergedError } from '../loop/training-diverged-error.js'
import { createLearningRate } from '../schedule/learning-rate.js'
import { prepareTraining, type PreparedTraining } from './prepare-training.js'

/** From a request to a classifier, with every event passed to `emit`. */
export async function runTraining<Label extends string>(
  request: TrainRequest<Label>,
  createEngine: EngineFactory,
  emit: (event: TrainingEvent) => void,
): Promise<Classifier<Label>> {
  const state: FitState = { history: [] }
  let prepared: PreparedTraining<Label> | undefined
  try {
    const checkpoint = createCheckpoint(request.signal)
    prepared = await prepareTraining(request, checkpoint)
    await trainOn(prepared, createEngine, state, checkpoint, emit)
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

async function trainOn<Label extends string>(
  prepared: PreparedTraining<Label>,
  createEngine: EngineFactory,
  state: FitState,
  checkpoint: Checkpoint,
  emit: (event: TrainingEvent) => void,
): Promise<void> {
  const { settings, spec, data, weights, frozenRows, coverage, random } = prepared
  const { vocabulary, training, validation } = data
  const { optimizer, labelSmoothing, seed, epochs, batchSize } = settings
  const trainingRows = rowCount(training.rows)
  const stepsPerEpoch = Math.ceil(trainingRows / batchSize)
  const learningRate = createLearningRate({
    schedule: settings.schedule,
    learningRate: optimizer.learningRate,
    totalSteps: epochs * stepsPerEpoch,
  })
  const engine = await createEngine({
    spec,
    vocabularySize: vocabulary.size,
    weights,
    optimizer,
    labelSmoothing,
    seed,
    ...(frozenRows && { frozenRows }),
  })
  try {
    await checkpoint()
    emit({
      type: 'start',
      epochs,
      stepsPerEpoch,
      trainingRows,
      validationRows: validation === undefined ? 0 : rowCount(validation.rows),
      vocabularySize: vocabulary.size,
      parameters: [...weights.values()].reduce((sum, { data: values }) => sum + values.length, 0),
      ...(coverage && { coverage }),
      engine: engine.name,
    })
    await fit({ engine, spec, data, settings, learningRate, random, checkpoint, emit }, state)
    await checkpoint()
  } finally {
    engine.dispose()
  }
  const reason = state.history.length < epochs ? 'early-stopping' : 'completed'
  emit({ type: 'end', reason, bestEpoch: state.best!.epoch })
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
