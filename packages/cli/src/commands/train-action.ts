import { wordloom, type Classifier, type TrainedModel, type TrainingEvent, type TrainRequest } from '@wordloom/core'
import type { CommandIo } from '../io.js'
import { engineSettings } from '../options/engine-options.js'
import { note } from '../output/notes.js'
import { createTrainingProgress } from '../output/training-progress.js'
import { assertFileOutput, assertFolderOutput } from '../output-path.js'
import { initialVectors } from './initial-vectors.js'
import { measureClassifier, type Measurement } from './measure-classifier.js'
import { reportTraining } from './report-training.js'
import { keepWhatWasReached } from './train-failures.js'
import type { TrainOptions } from './train-options.js'
import { trainingOptions } from './train-request.js'
import { assertTrainUsage } from './train-usage.js'
import { readTrainingData, type TrainingData } from './training-data.js'

/**
 * Trains and saves. Everything that can be wrong with the options, the output folder and the data is found before the
 * training starts; what is streamed is read by the training.
 */
export async function train(options: TrainOptions, io: CommandIo): Promise<void> {
  const startedAt = performance.now()
  assertTrainUsage(options)
  await assertOutputs(options)
  const embedding = await initialVectors(options, io.env)
  const data = await readTrainingData(options)
  if (options.stream === true) note(io, options, `reading ${options.data} once, to count words and labels`)
  const request = { ...data.rows, ...trainingOptions(options), ...(embedding !== undefined && { embedding }) }
  const { classifier, events, save } = await runTraining(request, options, io)
  try {
    await save(classifier)
    note(io, options, `saved ${options.output}`)
    const test = await measureTest(classifier, data)
    const seconds = (performance.now() - startedAt) / 1000
    await reportTraining(io, options, { classifier, events, seconds, ...(test !== undefined && { test }) })
  } finally {
    classifier.dispose()
  }
}

async function assertOutputs(options: TrainOptions): Promise<void> {
  await assertFolderOutput(options.output, options)
  const { history, force = false, resume = false } = options
  // A training that goes on writes on in the file; one that begins anew finds out itself whether something is there.
  if (history !== undefined) await assertFileOutput(history, { force: force || resume })
}

/** A training that has ended, and what it takes to save it. */
interface EndedTraining {
  readonly classifier: Classifier
  /** All but the steps. */
  readonly events: readonly TrainingEvent[]
  save(model: TrainedModel): Promise<void>
}

async function runTraining(request: TrainRequest, options: TrainOptions, io: CommandIo): Promise<EndedTraining> {
  const { historyLog, nodeTrainer } = await import('@wordloom/trainer-node')
  const loom = wordloom().use(nodeTrainer(engineSettings(options, io)))
  const save = (model: TrainedModel): Promise<void> =>
    loom.save(model, options.output, { overwrite: options.force === true })
  const { history, historySteps: steps = false, force: overwrite = false } = options
  const log = history === undefined ? undefined : historyLog(history, { steps, overwrite })
  const events: TrainingEvent[] = []
  const classifier = await untilInterrupted(options, io, async (signal, show) => {
    const onEvent = (event: TrainingEvent): void => {
      log?.(event)
      if (event.type !== 'step') events.push(event)
      show(event)
    }
    try {
      return await loom.train({ ...request, signal, onEvent }).result
    } catch (error) {
      throw await keepWhatWasReached(error, { options, events, save })
    }
  })
  return { classifier, events, save }
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

async function measureTest(classifier: Classifier, { test }: TrainingData): Promise<Measurement | undefined> {
  return test && measureClassifier(classifier, test)
}
