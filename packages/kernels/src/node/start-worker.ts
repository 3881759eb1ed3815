import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** More threads mostly wait for each other, or for memory. */
const mostThreads = 4

/** Threads that work is shared between when nobody says how many, the calling one included. */
export function defaultThreads(): number {
  return Math.min(availableParallelism(), mostThreads)
}

/**
 * Starts a thread from the text of a program, which needs no file of its own, whatever a bundler made of this one. The
 * thread does not keep the process alive.
 *
 * @param source - CommonJS; `require('node:worker_threads').workerData` is `data`.
 * @param name - for debuggers.
 */
export function startWorker(source: string, data: unknown, name: string): Worker {
  const worker = new Worker(source, { eval: true, workerData: data, execArgv: [], name })
  worker.unref()
  return worker
}
