import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { browserTitle, findChromium, servePage, type ServedPage } from '@wordloom/browser-testing'
import { kernelsEngine } from '@wordloom/kernels'
import { createTrainer } from '@wordloom/training'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { fewSteps } from './browser/requests.js'
import { report, type RequestReport } from './browser/run-request.js'
import type { TfjsPageTasks } from './browser/tfjs-page.js'
import { bundlers } from './support/bundle-page.js'
import { openTaskPages, type TaskPage } from './support/task-pages.js'

const program = await findChromium()
const here = createTrainer({ name: 'here', createEngine: kernelsEngine({ deterministic: true }) })

describe.skipIf(program === undefined)(`createWebTrainer on TensorFlow.js ${browserTitle(program)}`, () => {
  let served: ServedPage
  beforeAll(async () => {
    const files = await bundlers['vite']!(new URL('browser/tfjs-page.ts', import.meta.url))
    const folder = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')), '../wasm-out')
    for (const name of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
      files.set(`/tfjs/${name}`, readFileSync(join(folder, name)))
    }
    served = await servePage({ files })
  })
  afterAll(() => served?.close())

  async function openFor(graphics?: 'webgl' | 'webgpu'): Promise<TaskPage<TfjsPageTasks>> {
    const pages = await openTaskPages<TfjsPageTasks>(program!, served, graphics && { graphics })
    onTestFinished(() => pages.close())
    return pages.open()
  }

  for (const backend of ['cpu', 'wasm', 'webgl', 'webgpu'] as const) {
    it(`should train and predict on ${backend} as the kernels do`, async () => {
      const page = await openFor(backend === 'webgl' || backend === 'webgpu' ? backend : undefined)
      const there = (await page.do('run', backend)) as RequestReport
      const expected = await report(here, fewSteps)
      expect(there).toMatchObject({ engine: `tfjs-${backend}`, events: expected.events })
      for (const [epoch, loss] of expected.losses.entries()) expect(there.losses[epoch]).toBeCloseTo(loss, 4)
      for (const [row, [first]] of expected.probabilities.entries()) {
        expect(there.probabilities[row]![0]).toBeCloseTo(first!, 3)
      }
    })
  }

  it('should take the kernels by itself', async () => {
    expect(await (await openFor()).do('run', 'auto')).toMatchObject({
      engine: expect.stringMatching(/^kernels/),
    })
  })

  it('should say that the backend does not start: no graphics, no files', async () => {
    const page = await openFor()
    expect(await page.do('run', 'webgpu')).toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      message: expect.stringContaining("'webgpu'"),
    })
    expect(await page.do('runWithoutFiles')).toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      message: expect.stringContaining('wasmFiles'),
    })
  })
})
