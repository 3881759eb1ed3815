export { webTrainer } from './web-trainer.js'

export type { WebTrainerOptions } from './web-trainer.js'
