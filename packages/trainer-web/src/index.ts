export { createWebTrainer } from './create-web-trainer.js'
export { webFiles } from './files/web-files.js'
export { downloadFile } from './page/download-file.js'

export type { WebTrainer } from './create-web-trainer.js'
export type { KernelsBackendOptions } from './engine/kernels-backend.js'
export type { WebBackend } from './messages/messages.js'
export type { TrainerWorker } from './page/worker-link.js'
export type { TfjsBackends, WebTrainerOptions } from './web-trainer-options.js'
