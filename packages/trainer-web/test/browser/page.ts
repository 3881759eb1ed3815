import { encodeModelFolder, type Classifier, type TrainingEvent } from '@wordloom/core'
import { trainerConformance } from '@wordloom/core/testing'
import { browserStore, loadVectors } from '@wordloom/glove-loader/web'
import { onnx } from '@wordloom/onnx-export'
import {
  createWebTrainer,
  downloadFile,
  webFiles,
  type WebTrainer,
  type WebTrainerOptions,
} from '@wordloom/trainer-web'
import { createPredictor, loadPredictor } from '@wordloom/trainer-web/predict'
import { threadTrainer } from '@wordloom/trainer-web/thread'
import * as onnxruntime from 'onnxruntime-web/wasm'
import { attempt } from './attempt.js'
import { longTraining, requests, vectorRequest } from './requests.js'
import { runRequest, toBase64, type RequestReport } from './run-request.js'

const [firstRequest] = Object.keys(requests) as [string]
const quick = requests[firstRequest]!

/** One for all tasks of a page, as pages have it. */
const trainer = createWebTrainer({ deterministic: true })

/** What the page can be asked to do; each takes and gives JSON. */
const tasks = {
  async run({ name, options }: { name: string; options?: WebTrainerOptions }): Promise<RequestReport> {
    const own = createWebTrainer({ deterministic: true, ...options })
    return runRequest(own, name).finally(() => own.dispose())
  },

  runOnThisThread: (name: string) => runRequest(threadTrainer({ deterministic: true, threads: 1 }), name),

  async runConformanceCase(name: string): Promise<void> {
    const [found] = trainerConformance(() => trainer).filter((one) => one.name === name)
    await found!.run()
  },

  /** Turns of the page's event loop between the first and the last step of a training. */
  async turnsWhileTraining(): Promise<unknown> {
    let [turns, steps] = [0, 0]
    const ended = new AbortController()
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      turns += 1
      if (!ended.signal.aborted) channel.port2.postMessage('again')
    }
    channel.port2.postMessage('first')
    await trainer.train({ ...quick, onEvent: ({ type }) => void (type === 'step' && steps++) })
    ended.abort()
    return { steps, free: turns > steps }
  },

  /** Cancels a training that would go on for hours from a timer, as a button would. */
  async cancel(): Promise<unknown> {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 30)
    return attempt(() => trainer.train({ ...quick, epochs: 1e6, patience: Infinity, signal: controller.signal }))
  },

  failure: () => attempt(() => trainer.train(quick)),

  async failureWithoutWorkerScript(): Promise<unknown> {
    const startWorker = (): Worker => new Worker('/nothing-here.js', { type: 'module' })
    return attempt(() => createWebTrainer({ startWorker }).train(quick))
  },

  /** A long training with checkpoints; the page that is reloaded meanwhile never hears of its end. */
  async train({ path, resume = false }: { path: string; resume?: boolean }): Promise<unknown> {
    const events: TrainingEvent[] = []
    globalThis.steps = 0
    const classifier = await trainer.train({
      ...longTraining,
      checkpoints: { path, everySteps: 20, resume },
      onEvent(event) {
        events.push(event)
        if (event.type === 'checkpoint') globalThis.steps += 20
      },
    })
    const [start] = events.filter((event) => event.type === 'start')
    return {
      resumed: start!.resumed !== undefined,
      weights: toBase64(encodeModelFolder(classifier).get('weights.safetensors')!),
    }
  },

  stepsSaved: () => globalThis.steps,

  async trainAndSave({ folder, overwrite = false }: { folder: string; overwrite?: boolean }): Promise<unknown> {
    const classifier = await trainer.train(quick)
    return attempt(async () => {
      await trainer.saveModel(classifier, folder, { overwrite })
      return toBase64(encodeModelFolder(classifier).get('weights.safetensors')!)
    })
  },

  async loadAndPredict(folder: string): Promise<unknown> {
    return attempt(async () => {
      const classifier = await trainer.loadClassifier(folder)
      const [there, here] = [classifier, await loadPredictor(folder)]
      const same = await answersAlike(there, here)
      here.dispose()
      return { same, history: there.history.length }
    })
  },

  list: (path: string) => webFiles().list(path),

  remove: (path: string) => webFiles().remove(path),

  /** Files of a store and what becomes of them, with every outcome that a caller may meet. */
  async useFiles(): Promise<unknown> {
    const files = webFiles('another')
    const bytes = new TextEncoder().encode('some text')
    const text = async (path: string): Promise<string> => new TextDecoder().decode(await files.readFile(path))
    await files.writeFile('a/one.txt', bytes)
    await files.writeFolder(
      'a/folder',
      new Map([
        ['x', bytes],
        ['y', bytes.subarray(0, 4)],
      ]),
    )
    return {
      listed: [await files.list(''), await files.list('a'), await files.list('nothing')],
      read: await text('a/one.txt'),
      folder: [...(await files.readFolder('a/folder'))].map(([name, { length }]) => [name, length]),
      direct: [...(await files.readFolder('a')).keys()],
      again: await attempt(() => files.writeFile('a/one.txt', bytes)),
      folderOverFile: await attempt(() => files.writeFolder('a/one.txt', new Map(), { overwrite: true })),
      fileOverFolder: await attempt(() => files.writeFile('a/folder', bytes, { overwrite: true })),
      belowFile: await attempt(() => files.writeFile('a/one.txt/two', bytes)),
      replaced: await attempt(async () => {
        await files.writeFolder('a/folder', new Map([['z', bytes]]), { overwrite: true })
        return files.list('a/folder')
      }),
      missing: [await attempt(() => files.readFile('b')), await attempt(() => files.readFolder('b'))],
      badPaths: await Promise.all(
        ['', '/a', 'a//b', 'a/', '..', 'a/./b'].map((path) => attempt(() => files.writeFile(path, bytes))),
      ),
      badNames: await attempt(() => files.writeFolder('c', new Map([['d/e', bytes]]))),
      removed: await attempt(async () => {
        await files.remove('a')
        await files.remove('a')
        return files.list('')
      }),
    }
  },

  /**
   * Fills what the browser gives, then fails to save, and shows what is left. Chromium's limit counts only small values,
   * so the models are many and small.
   */
  async saveBeyondQuota(folder: string): Promise<unknown> {
    const small = { ...quick, model: { encoder: { units: 4 }, hidden: { units: 4 } }, epochs: 1 }
    const classifier = await trainer.train(small)
    let filling: unknown
    for (let count = 0; count < 200 && typeof filling !== 'object'; count++) {
      filling = await attempt(() => trainer.saveModel(classifier, `filling/${count}`))
    }
    const saved = await attempt(() => trainer.saveModel(classifier, folder, { overwrite: true }))
    const kept = await attempt(async () => (await trainer.loadClassifier(folder)).spec.embedding.dimension)
    const training = await attempt(() => trainer.train({ ...small, checkpoints: { path: 'full', everySteps: 1 } }))
    return { filling, saved, kept, training, alive: (await trainer.train(quick)).history.length }
  },

  /** Downloads a model as a user would. */
  async download(name: string): Promise<void> {
    const classifier = await trainer.train(quick)
    downloadFile(await trainer.zipModel(classifier), name)
  },

  async predictFromZip({ url, texts }: { url: string; texts: readonly string[] }): Promise<unknown> {
    const classifier = await trainer.loadZip(await (await fetch(url)).blob())
    return classifier.predict(texts)
  },

  /** Exports to ONNX on the page, and asks onnxruntime-web whether it answers the same. */
  async exportOnnx(): Promise<unknown> {
    onnxruntime.env.wasm.wasmPaths = '/onnxruntime/'
    onnxruntime.env.wasm.numThreads = 1
    const classifier = await trainer.train(quick)
    const { files, verification } = await onnx({ runtime: onnxruntime }).export(classifier, {
      sampleTexts: quick.texts,
    })
    return { bytes: files.get('model.onnx')!.length, verification }
  },

  /** Keeps vectors in the browser's store, loads them from it, and trains from them. */
  async trainFromVectors(url: string): Promise<unknown> {
    const store = browserStore()
    await store.write('vectors.txt', (await fetch(url)).body!)
    const { embedding } = await loadVectors(await store.read('vectors.txt'))
    const classifier = await trainer.train({ ...vectorRequest, embedding })
    return toBase64(encodeModelFolder(classifier).get('weights.safetensors')!)
  },

  async predictHere(): Promise<unknown> {
    const classifier = await trainer.train(quick)
    return answersAlike(classifier, await createPredictor(classifier))
  },

  disposeTrainer: () => trainer.dispose(),
}

/** Whether two classifiers give the same answers, but for the last bits: one may fuse its operations. */
async function answersAlike(one: Classifier, other: Classifier): Promise<boolean> {
  const [first, second] = [await one.predict(quick.texts), await other.predict(quick.texts)]
  return first.every(({ probability }, row) => Math.abs(probability - second[row]!.probability) < 1e-6)
}

declare global {
  var steps: number
}

/** Names of the functions that the tests may call. */
export type PageTasks = typeof tasks

Object.assign(globalThis, { tasks, trainer: trainer satisfies WebTrainer })
