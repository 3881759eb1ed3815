import { createWebTrainer, type WebTrainerOptions } from '@wordloom/trainer-web'
import { tfjs } from '@wordloom/trainer-web/tfjs'
import { attempt } from './attempt.js'
import { fewSteps } from './requests.js'
import { report } from './run-request.js'

/** What the page can be asked to do; each takes and gives JSON. */
const tasks = {
  async run(backend: NonNullable<WebTrainerOptions['backend']>): Promise<unknown> {
    const trainer = createWebTrainer({ backend, tfjs: tfjs({ wasmFiles: '/tfjs/' }) })
    return attempt(() => report(trainer, fewSteps)).finally(() => trainer.dispose())
  },

  async runWithoutFiles(): Promise<unknown> {
    const trainer = createWebTrainer({ backend: 'wasm', tfjs: tfjs({ wasmFiles: '/nowhere/' }) })
    return attempt(() => report(trainer, fewSteps)).finally(() => trainer.dispose())
  },
}

/** Names of the functions that the tests may call. */
export type TfjsPageTasks = typeof tasks

Object.assign(globalThis, { tasks })
