/**
 * Threads of Node for the kernels.
 *
 * @packageDocumentation
 */
export { defaultThreads, startWorker } from './start-worker.js'
