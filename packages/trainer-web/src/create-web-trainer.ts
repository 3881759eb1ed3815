import {
  TrainingAbortedError,
  WordloomError,
  type Classifier,
  type ListableFileStore,
  type TrainedModel,
  type Trainer,
  type TrainingEvent,
  type TrainRequest,
  type WriteOptions,
} from '@wordloom/core'
import { assertTrainingData, createPause, createTrainingRun } from '@wordloom/training'
import { assertOptions } from './assert-options.js'
import { defaultDatabase, webFiles } from './files/web-files.js'
import type { SentClassifier } from './messages/messages.js'
import { receiveModel, sendModel } from './messages/sent-model.js'
import { createAnswers } from './page/answers.js'
import { remoteClassifier } from './page/remote-classifier.js'
import { prepareRequest } from './page/sent-request.js'
import { sendRows } from './page/sent-rows.js'
import { openWorkerLink, type TrainerWorker, type WorkerLink } from './page/worker-link.js'
import type { WebTrainerOptions } from './web-trainer-options.js'

/** The trainer plugin for browsers. */
export interface WebTrainer extends Trainer {
  /** Models and checkpoints of this site, in IndexedDB. */
  readonly files: ListableFileStore
  /** Keeps a model in the browser. Throws WordloomError `FILE_EXISTS`, `FILE_WRITE_FAILED`, `INVALID_ARGUMENT`. */
  saveModel(model: TrainedModel, folder: string, options?: WriteOptions): Promise<void>
  /** Takes up a model that was kept. Throws WordloomError `FILE_NOT_FOUND`, and what `decodeModelFolder` throws. */
  loadClassifier(folder: string): Promise<Classifier>
  /** The model folder as a zip archive, to be downloaded; `loadModel` of `@wordloom/trainer-node` reads it, too. */
  zipModel(model: TrainedModel): Promise<Blob>
  /**
   * Takes up a model from a zip archive, such as a `File` that was dropped on the page.
   *
   * @throws WordloomError `ARCHIVE_MALFORMED`, `FILE_NOT_FOUND`, and what `decodeModelFolder` throws.
   */
  loadZip(zip: Blob): Promise<Classifier>
  /** Ends the worker. Trainings and predictions under way fail with `DISPOSED`; the next call starts another one. */
  dispose(): void
}

/**
 * Trains and predicts in a Web Worker, which is started by the first call, so that the page stays free. Everything that
 * `createTrainer` of `@wordloom/training` says holds: sources, datasets and `onEvent` run on the page, and cancelling by
 * `signal` is told to the worker. What a training needs is copied to the worker; what it gives is handed over without a copy.
 *
 * Errors are those of `createTrainer`, and `WORKER_FAILED` when the worker cannot start or ends, `RUNTIME_UNSUPPORTED` in a
 * browser without WebAssembly SIMD or on a page whose Content-Security-Policy forbids WebAssembly.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a number of threads that is none, `DEPENDENCY_MISSING` for a backend of
 * TensorFlow.js without `tfjs`.
 */
export function createWebTrainer(options: WebTrainerOptions = {}): WebTrainer {
  const { database = defaultDatabase } = options
  assertOptions(options)
  let link: WorkerLink | undefined

  const open = (): WorkerLink => {
    const opened: WorkerLink = openWorkerLink({
      start: options.startWorker ?? (() => (options.tfjs ?? { startWorker }).startWorker()),
      settings: {
        backend: options.backend ?? 'auto',
        threads: options.threads,
        deterministic: options.deterministic ?? false,
        database,
        wasmFiles: options.tfjs?.wasmFiles,
      },
      onNotice: (notice) => options.onNotice?.(notice),
      onFailure: () => (link = undefined),
      receiveClassifier: (sent) => receive(opened, sent),
    })
    return opened
  }
  const linked = (): WorkerLink => (link ??= open())

  async function train<Label extends string>(
    request: TrainRequest<Label>,
    emit: (event: TrainingEvent) => void,
  ): Promise<Classifier<Label>> {
    const { onEvent: _, ...others } = request
    assertTrainingData(request)
    const { sent, training, validation } = prepareRequest(others)
    const opened = linked()
    const classifier = await opened.call('train', sent, {
      signal: request.signal,
      onEvent: emit,
      answers: createAnswers(request),
      cancelled: (reason, best) => new TrainingAbortedError(best, reason),
      async before(call) {
        const pause = createPause(undefined, sendingTime)
        for (const [of, rows] of Object.entries({ training, validation }) as [
          'training' | 'validation',
          typeof training,
        ][]) {
          if (rows !== undefined)
            await sendRows(rows, pause, (part) => opened.send({ type: 'rows', call, of, rows: part }))
        }
      },
    })
    // The worker had the request, and so its labels.
    return receive(opened, classifier) as Classifier<Label>
  }

  return {
    kind: 'trainer',
    name: 'web',
    files: webFiles(database),
    train: (request) => createTrainingRun((emit) => train(request, emit), request.onEvent),
    async createClassifier(model) {
      const opened = linked()
      const { classifier } = await opened.call('classify', { model: sendModel(model) })
      return remoteClassifier(opened, model, classifier)
    },
    async saveModel(model, folder, writeOptions = {}) {
      await linked().call('save', { model: sendModel(model), folder, options: writeOptions })
    },
    async loadClassifier(folder) {
      const opened = linked()
      return receive(opened, await opened.call('load', { folder }))
    },
    zipModel: (model) => linked().call('zip', { model: sendModel(model) }),
    async loadZip(zip) {
      const opened = linked()
      const name = typeof File !== 'undefined' && zip instanceof File ? zip.name : 'model.zip'
      return receive(opened, await opened.call('unzip', { zip, name }))
    },
    dispose() {
      link?.end(new WordloomError('DISPOSED', 'The trainer was disposed', { hint: 'Train or load again.' }))
      link = undefined
    },
  }
}

/** Milliseconds of sending between two turns of the page's event loop. */
const sendingTime = 15

function startWorker(): TrainerWorker {
  return new Worker(new URL('./trainer-worker.js', import.meta.url), { type: 'module', name: 'wordloom' })
}

function receive(link: WorkerLink, { model, classifier }: SentClassifier): Classifier {
  return remoteClassifier(link, receiveModel(model), classifier)
}
