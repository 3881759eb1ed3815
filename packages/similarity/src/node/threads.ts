import { startWorker } from '@wordloom/kernels/node'
import type { SearchThreadJob } from '@wordloom/kernels/vector-search'

export { defaultThreads } from '@wordloom/kernels/node'

/** What `runSearchThread` of `@wordloom/kernels` does, as text. */
const source = `
const { module, memory, search, thread } = require('node:worker_threads').workerData
new WebAssembly.Instance(module, { env: { memory } }).exports.serveSearch(search, thread)
`

/** Starts a worker that helps a search until that is disposed, or until the process has nothing else to do. */
export function startSearchThread(job: SearchThreadJob): void {
  // A thread that cannot start is no harm: the others do its work.
  startWorker(source, job, 'wordloom similarity').on('error', () => {})
}
