import {
  decodeModelFolder,
  encodeModelFolder,
  TrainingAbortedError,
  WordloomError,
  type Classifier,
  type EngineFactory,
  type LabeledTexts,
  type TrainedModel,
} from '@wordloom/core'
import { createTrainer } from '@wordloom/training'
import { unzipModelFolder, zipModelFolder } from '@wordloom/training/archive'
import { webFiles } from '../files/web-files.js'
import type {
  PageMessage,
  SentClassifier,
  StartMessage,
  Work,
  WorkerMessage,
  WorkerSettings,
} from '../messages/messages.js'
import { sendFailure } from '../messages/sent-failure.js'
import { receiveModel, sendModel, weightBuffers } from '../messages/sent-model.js'
import { createQuestions } from './questions.js'
import { addRows, receiveRequest, type ReceivedRows } from './received-request.js'

/** Makes the engines of a worker, which tells by `onNotice` why it takes another backend than the one tried first. */
export type OpenEngine = (settings: WorkerSettings, onNotice: (notice: string) => void) => EngineFactory

type Gives<Name extends keyof Work> = Promise<Work[Name]['gives']>

/** Does what a page asks for over a port, until the worker is ended. */
export function serve({ port, settings }: StartMessage, openEngine: OpenEngine): void {
  const post = (message: WorkerMessage, transfer: Transferable[] = []): void => port.postMessage(message, transfer)
  const files = webFiles(settings.database)
  const trainer = createTrainer({
    name: 'web',
    createEngine: openEngine(settings, (notice) => post({ type: 'notice', notice })),
    files,
  })
  const questions = createQuestions(post)
  const cancels = new Map<number, AbortController>()
  const rows = new Map<string, ReceivedRows>()
  const classifiers = new Map<number, Classifier>()
  let kept = 0

  const keep = (classifier: Classifier): number => {
    classifiers.set(++kept, classifier)
    return kept
  }
  const find = (classifier: number): Classifier => {
    const found = classifiers.get(classifier)
    if (found !== undefined) return found
    throw new WordloomError('DISPOSED', 'The classifier was disposed', { hint: 'Load the model again.' })
  }
  const sendClassifier = (classifier: Classifier): SentClassifier => ({
    classifier: keep(classifier),
    model: sendModel(classifier),
  })
  const classify = async (model: TrainedModel): Promise<SentClassifier> =>
    sendClassifier(await trainer.createClassifier(model))
  const takeRows = (call: number, of: 'training' | 'validation'): LabeledTexts => {
    const taken = rows.get(`${call} ${of}`) ?? { texts: [], labels: [] }
    rows.delete(`${call} ${of}`)
    return taken
  }

  const work: { [Name in keyof Work]: (needs: Work[Name]['needs'], call: number, signal: AbortSignal) => Gives<Name> } =
    {
      async train(needs, call, signal) {
        const request = receiveRequest(needs, {
          call,
          questions,
          signal,
          rows: (of) => takeRows(call, of),
          onEvent: (event) => post({ type: 'event', call, event }),
        })
        return sendClassifier(await trainer.train(request))
      },
      classify: async ({ model }) => ({ classifier: keep(await trainer.createClassifier(receiveModel(model))) }),
      predict: ({ classifier, texts, options }, _, signal) => find(classifier).predict(texts, { ...options, signal }),
      predictBatch: ({ classifier, batch }) => find(classifier).predictBatch(batch),
      save: ({ model, folder, options }) => files.writeFolder(folder, encodeModelFolder(receiveModel(model)), options),
      load: async ({ folder }) => classify(decodeModelFolder(await files.readFolder(folder), folder)),
      async zip({ model }) {
        const zip = await zipModelFolder(encodeModelFolder(receiveModel(model)))
        return new Blob([zip], { type: 'application/zip' })
      },
      async unzip({ zip, name }) {
        const bytes = new Uint8Array(await zip.arrayBuffer())
        return classify(decodeModelFolder(await unzipModelFolder(bytes, name), name))
      },
    }

  const run = async <Name extends keyof Work>(type: Name, needs: Work[Name]['needs'], call: number): Promise<void> => {
    const controller = new AbortController()
    cancels.set(call, controller)
    try {
      const gives = await work[type](needs, call, controller.signal)
      post({ type: 'done', call, gives }, buffersOf(gives))
    } catch (error) {
      const best =
        error instanceof TrainingAbortedError && error.classifier ? sendClassifier(error.classifier) : undefined
      post({ type: 'failed', call, failure: sendFailure(error), ...(best && { best }) }, buffersOf(best))
    } finally {
      cancels.delete(call)
    }
  }

  port.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
    switch (data.type) {
      case 'rows': {
        const name = `${data.call} ${data.of}`
        const received = rows.get(name) ?? { texts: [], labels: [] }
        rows.set(name, received)
        return addRows(received, data.rows)
      }
      case 'cancel':
        return cancels.get(data.call)?.abort()
      case 'dispose':
        classifiers.get(data.classifier)?.dispose()
        classifiers.delete(data.classifier)
        return
      case 'answer':
        return questions.answered(data.question, data.answer)
      case 'no answer':
        return questions.failed(data.question)
      default:
        return void run(data.type, data.needs, data.call)
    }
  })
  port.start()
}

/** The weights of a model that is sent to the page are not needed here: the engine has a copy. */
function buffersOf(gives: Work[keyof Work]['gives'] | undefined): ArrayBuffer[] {
  return typeof gives === 'object' && 'model' in gives ? weightBuffers(gives.model) : []
}
