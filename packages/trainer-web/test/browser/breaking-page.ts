import { createWebTrainer } from '@wordloom/trainer-web'
import { attempt } from './attempt.js'
import { requests } from './requests.js'

const [quick] = Object.values(requests) as [(typeof requests)[string]]

/** What the page can be asked to do. */
const tasks = {
  /** Trains for hours in a worker that breaks down after a moment, and then in another one. */
  async breakDown(): Promise<unknown> {
    let broken = false
    const own = createWebTrainer({
      startWorker() {
        const wasBroken = broken
        broken = true
        // Literally so: bundlers look for this.
        return wasBroken
          ? new Worker(new URL('./whole-worker.ts', import.meta.url), { type: 'module' })
          : new Worker(new URL('./breaking-worker.ts', import.meta.url), { type: 'module' })
      },
    })
    const classifier = await own.train(quick)
    const forever = await attempt(() => own.train({ ...quick, epochs: 1e6, patience: Infinity }))
    const afterwards = await attempt(() => classifier.predict(quick.texts))
    return { forever, afterwards, again: (await own.train(quick)).history.length }
  },
}

/** Names of the functions that the tests may call. */
export type BreakingPageTasks = typeof tasks

Object.assign(globalThis, { tasks })
