import { askWorker } from './ask-worker.js'

// The page of a contestant: it starts the worker that computes, and hands on what it is asked.
const worker = new Worker(new URL('./engine-worker.js', import.meta.url), { type: 'module' })

Object.assign(globalThis, { ask: (method: string, params: object) => askWorker(worker, method, params) })
