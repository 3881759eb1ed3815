import { afterAll, describe, expect, it } from 'vitest'
import { readKerasTraces } from './support/keras-traces.js'
import { chromiumPlaces, findChromium, openPage } from './support/open-page.js'
import type { PageTasks } from './support/page.js'

const executablePath = findChromium()
const title = executablePath === undefined ? `skipped: no Chromium (looked for ${chromiumPlaces})` : 'in a browser'

/**
 * Graphics that a processor computes are slow. These traces have all that is done on a backend: every task, pooling and
 * kind of GRU, stacked layers, weights of rows, smoothed labels. Optimizers do not run there.
 */
const selection = ['all-mean', 'pooling-max', 'smoothed-multi-class', 'two-layers-reset-before', 'weighted-multi-label']

describe.skipIf(executablePath === undefined)(`the engine ${title}`, async () => {
  if (executablePath === undefined) return
  const traces = readKerasTraces()
  const files = new Map([...traces].map(([name, file]) => [`/traces/${name}`, file]))

  for (const backend of ['webgl', 'webgpu'] as const) {
    const { page, close } = await openPage(executablePath, files)
    const call = (task: keyof PageTasks, argument: unknown): Promise<unknown> =>
      // A script as text: the function belongs to the page and not to this module.
      page.evaluate(`tasks.${task}(${JSON.stringify(argument)})`)
    const cases = (await call('load', { backend, traces: selection, runs: 4 })) as string[]

    describe.skipIf(cases.length === 0)(`on ${backend}${cases.length === 0 ? ' (the browser has it not)' : ''}`, () => {
      afterAll(close)
      it.each(cases)('%s', async (name) => {
        await expect(call('run', name)).resolves.toBeUndefined()
      })
    })
  }
})
