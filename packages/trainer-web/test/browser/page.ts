import { trainerConformance } from '@wordloom/core/testing'
import { trainAndHash } from '../../../../reference/determinism/train-and-hash.mjs'
import { startKernelThread } from '../../src/kernel-threads.js'
import { webTrainer } from '../../src/index.js'
import { requests } from './requests.js'
import { runRequest } from './run-request.js'

/** What the page can be asked to do; each returns JSON. */
const tasks = {
  runRequest,

  runRequestOnThreads: ({ name, threads }: { name: string; threads: number }) => runRequest(name, threads),

  /** Trains what `reference/determinism` trains. */
  trainAndHash: (threads: number) => trainAndHash({ threads, startThread: startKernelThread }),

  async runConformanceCase(name: string): Promise<void> {
    const [found] = trainerConformance(() => webTrainer()).filter((one) => one.name === name)
    await found!.run()
  },

  /** The same in a Web Worker, which runs this very script. */
  runRequestInWorker(name: string): Promise<unknown> {
    const worker = new Worker('/page.js', { type: 'module' })
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = ({ message }) => reject(new Error(message))
      worker.postMessage(name)
    }).finally(() => worker.terminate())
  },

  /** Cancels a training that would go on for hours from a timer, as a button would; gives the error's code. */
  async cancelFromTimer(): Promise<unknown> {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 0)
    const [request] = Object.values(requests)
    return codeOf(() => webTrainer().train({ ...request!, epochs: 1e6, patience: Infinity, signal: controller.signal }))
  },

  /** The code and message of the error that a training ends with. */
  async failure(): Promise<unknown> {
    return codeOf(() => webTrainer().train(Object.values(requests)[0]!))
  },
}

/** Names of the functions that the tests may call. */
export type PageTasks = typeof tasks

Object.assign(globalThis, { tasks })

if ('WorkerGlobalScope' in globalThis) {
  addEventListener('message', ({ data }: MessageEvent<string>) => void runRequest(data).then(postMessage))
}

async function codeOf(work: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    await work()
    return 'no error'
  } catch (error) {
    return error instanceof Error && 'code' in error ? { code: error.code, message: error.message } : String(error)
  }
}
