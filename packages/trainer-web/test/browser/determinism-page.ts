import { trainAndHash } from '../../../../reference/determinism/train-and-hash.mjs'
import { startKernelThread } from '../../src/kernel-threads.js'

/** What the page can be asked to do. */
const tasks = {
  /** Trains what `reference/determinism` trains. */
  trainAndHash: (threads: number) => trainAndHash({ threads, startThread: startKernelThread }),
}

/** Names of the functions that the tests may call. */
export type DeterminismPageTasks = typeof tasks

Object.assign(globalThis, { tasks })
