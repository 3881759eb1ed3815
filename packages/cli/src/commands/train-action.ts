import {
  TrainingAbortedError,
  wordloom,
  WordloomError,
  type Classifier,
  type TrainingEvent,
  type TrainRequest,
} from '@wordloom/core'
import type { CommandIo } from '../io.js'
import { assertFolderOutput } from '../output-path.js'
import { note } from '../output/notes.js'
import { createTrainingProgress } from '../output/training-progress.js'
import { initialVectors } from './initial-vectors.js'
import { measureClassifier, type Measurement } from './measure-classifier.js'
import { reportTraining } from './report-training.js'
import type { TrainOptions } from './train-options.js'
import { readTrainingData, type TrainingData } from './training-data.js'

/**
 * Trains and saves. Everything that can be wrong with the options, the output folder and the data is found before the
 * training starts.
 */
export async function train(options: TrainOptions, io: CommandIo): Promise<void> {
  const startedAt = performance.now()
  await assertFolderOutput(options.output, options)
  const embedding = await initialVectors(options)
  const data = await readTrainingData(options)
  const { nodeTrainer } = await import('@wordloom/trainer-node')
  const loom = wordloom().use(nodeTrainer())
  const events: TrainingEvent[] = []
  const save = (classifier: Classifier): Promise<void> =>
    loom.save(classifier, options.output, { overwrite: options.force === true })

  const classifier = await untilInterrupted(options, io, async (signal, show) => {
    const onEvent = (event: TrainingEvent): void => {
      if (event.type !== 'step') events.push(event)
      show(event)
    }
    const request = {
      ...trainRequest(options, data),
      ...(embedding === undefined ? {} : { embedding }),
      signal,
      onEvent,
    }
    try {
      return await loom.train(request).result
    } catch (error) {
      throw error instanceof TrainingAbortedError ? await savedSoFar(error, options.output, save) : error
    }
  })
  try {
    await save(classifier)
    note(io, options, `saved ${options.output}`)
    let test: Measurement | undefined
    if (data.test !== undefined) test = await measureClassifier(classifier, data.test)
    const seconds = (performance.now() - startedAt) / 1000
    await reportTraining(io, options, { classifier, events, seconds, ...(test === undefined ? {} : { test }) })
  } finally {
    classifier.dispose()
  }
}

/** Runs a training that the first Ctrl-C aborts, and shows its events. */
async function untilInterrupted<Result>(
  options: TrainOptions,
  io: CommandIo,
  work: (signal: AbortSignal, show: (event: TrainingEvent) => void) => Promise<Result>,
): Promise<Result> {
  const progress = await createTrainingProgress(io, options)
  const interruption = new AbortController()
  const release = io.onInterrupt(() => {
    progress.stop()
    note(io, options, 'interrupted: stopping and saving the best weights so far; Ctrl-C again quits at once')
    interruption.abort()
  })
  try {
    return await work(interruption.signal, progress.show)
  } finally {
    progress.stop()
    release()
  }
}

async function savedSoFar(
  error: TrainingAbortedError,
  output: string,
  save: (classifier: Classifier) => Promise<void>,
): Promise<WordloomError> {
  const { classifier } = error
  if (classifier === undefined) return error
  try {
    await save(classifier)
  } finally {
    classifier.dispose()
  }
  return new WordloomError('ABORTED', 'The training was interrupted', {
    file: output,
    hint: `The best weights so far, those of epoch ${classifier.bestEpoch}, are saved there.`,
    cause: error,
  })
}

function trainRequest(options: TrainOptions, { training, validation }: TrainingData): TrainRequest {
  return {
    texts: training.texts,
    labels: training.labels,
    validation,
    model: {
      maxLength: options.maxLength,
      embedding: {
        trainable: options.freezeEmbedding !== true,
        ...(options.dimension === undefined ? {} : { dimension: options.dimension }),
      },
      encoder: { units: options.units },
      hidden: { units: options.hidden },
    },
    maxTokens: options.maxTokens,
    epochs: options.epochs,
    batchSize: options.batchSize,
    optimizer: { learningRate: options.learningRate },
    patience: options.patience,
    seed: options.seed,
  }
}
