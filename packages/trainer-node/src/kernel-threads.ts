import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { KernelThreadJob } from '@wordloom/kernels'

/**
 * What `runKernelThread` of `@wordloom/kernels` does, as text: a thread then needs no file of its own, whatever a bundler
 * made of this one.
 */
const source = `
const { module, memory, control, scratch } = require('node:worker_threads').workerData
new WebAssembly.Instance(module, { env: { memory } }).exports.serveTasks(control, scratch)
`

/** A batch of the usual size has work for so many; more would mostly wait. */
const mostThreads = 4

/** Threads that an engine uses when nobody says how many. */
export function defaultThreads(): number {
  return Math.min(availableParallelism(), mostThreads)
}

/** Starts a worker that helps an engine until the engine is disposed, or until the process has nothing else to do. */
export function startKernelThread(job: KernelThreadJob): void {
  const worker = new Worker(source, { eval: true, workerData: job, execArgv: [], name: 'wordloom kernels' })
  // A thread that cannot start is no harm: the others do its work.
  worker.on('error', () => {})
  worker.unref()
}
