import type { KernelThreadJob } from '@wordloom/kernels'
import { startWorker } from '@wordloom/kernels/node'

/** What `runKernelThread` of `@wordloom/kernels` does, as text. */
const source = `
const { module, memory, control, scratch } = require('node:worker_threads').workerData
new WebAssembly.Instance(module, { env: { memory } }).exports.serveTasks(control, scratch)
`

/** Starts a worker that helps an engine until the engine is disposed, or until the process has nothing else to do. */
export function startKernelThread(job: KernelThreadJob): void {
  // A thread that cannot start is no harm: the others do its work.
  startWorker(source, job, 'wordloom kernels').on('error', () => {})
}
