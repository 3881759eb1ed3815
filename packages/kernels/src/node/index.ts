export { defaultThreads, startWorker } from './start-worker.js'
