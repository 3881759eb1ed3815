export { historyLog } from './history-log.js'
export { loadClassifier, loadModel, saveModel } from './model-files.js'
export { nodeTrainer } from './node-trainer.js'
export { trainClassifier } from './train-classifier.js'

export type { NodeBackend } from './engine/backends.js'
export type { HistoryLogOptions } from './history-log.js'
export type { NodeTrainerOptions } from './node-trainer.js'
