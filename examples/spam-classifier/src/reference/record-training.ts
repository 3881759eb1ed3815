import {
  outputCount,
  TrainingAbortedError,
  WordloomError,
  type EngineConfig,
  type EngineFactory,
  type TrainingBatch,
  type TrainRequest,
} from '@wordloom/core'
import { startTraining } from '@wordloom/training'

/** What a training hands to its engine: enough to repeat it elsewhere. */
export interface RecordedTraining {
  readonly config: EngineConfig
  readonly batches: readonly TrainingBatch[]
}

/** Runs a training on an engine that learns nothing, writes down its input, and stops after some steps. */
export async function recordTraining<Label extends string>(
  request: TrainRequest<Label>,
  steps: number,
): Promise<RecordedTraining> {
  const controller = new AbortController()
  const batches: TrainingBatch[] = []
  let config: EngineConfig | undefined
  const createEngine: EngineFactory = async (engineConfig) => {
    config = engineConfig
    return {
      name: 'recorder',
      trainBatch(batch) {
        const { ids, lengths, targets, weights, ...sizes } = batch
        batches.push({
          ...sizes,
          ids: ids.slice(),
          lengths: lengths.slice(),
          targets: targets.slice(),
          ...(weights && { weights: weights.slice() }),
        })
        if (batches.length === steps) controller.abort()
        return { loss: 1, probabilities: new Float32Array(batch.batchSize * outputCount(engineConfig.spec)) }
      },
      predictBatch: (batch) => new Float32Array(batch.batchSize * outputCount(engineConfig.spec)),
      readState: () => engineConfig.weights,
      writeState() {},
      dispose() {},
    }
  }
  try {
    await startTraining({ ...request, signal: controller.signal }, createEngine)
  } catch (error) {
    if (!(error instanceof TrainingAbortedError)) throw error
  }
  if (config === undefined || batches.length < steps) {
    throw new WordloomError('INVALID_ARGUMENT', 'The training ended before there were enough steps to record', {
      name: 'steps',
      expected: `at most ${batches.length}`,
      received: steps,
    })
  }
  return { config, batches }
}
