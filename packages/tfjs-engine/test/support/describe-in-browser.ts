import {
  browserTitle,
  bundleForBrowser,
  findChromium,
  openBrowser,
  openPage,
  servePage,
} from '@wordloom/browser-testing'
import { afterAll, describe, expect, it } from 'vitest'
import { readKerasTraces } from '../../../../reference/keras/keras-traces.js'
import type { PageTasks } from './page.js'

/** What is run on the backends of a browser. */
export interface BrowserCases {
  /** Names of recorded trainings. */
  readonly traces: readonly string[]
  /** Random trainings that are compared with the kernels engine. */
  readonly runs: number
}

/** Runs the engine's cases on WebGL and WebGPU in a browser, one test each. */
export async function describeInBrowser(wanted: BrowserCases): Promise<void> {
  const program = await findChromium()
  for (const backend of ['webgl', 'webgpu'] as const) {
    describe.skipIf(program === undefined)(`the engine on ${backend} ${browserTitle(program)}`, async () => {
      if (program === undefined) return
      const files = await bundleForBrowser([new URL('page.ts', import.meta.url)])
      for (const [name, file] of readKerasTraces()) files.set(`/traces/${name}`, file)
      const served = await servePage({ files })
      const browser = await openBrowser(program, { graphics: backend })
      const { page } = await openPage(browser, served.url)
      afterAll(async () => {
        await browser.close()
        await served.close()
      })
      // A script as text: the function belongs to the page and not to this module.
      const call = (task: keyof PageTasks, argument: unknown): Promise<unknown> =>
        page.evaluate(`tasks.${task}(${JSON.stringify(argument)})`)
      const cases = (await call('load', { backend, ...wanted })) as string[]
      if (cases.length === 0) it.skip(`skipped: this browser does not have ${backend}`)
      it.each(cases)('%s', async (name) => {
        await expect(call('run', name)).resolves.toBeUndefined()
      })
    })
  }
}
