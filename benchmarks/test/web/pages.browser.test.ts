import { browserTitle, findChromium } from '@wordloom/browser-testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openEnginePage } from '../../src/web/browser/open-engine-page.js'
import { openPages } from '../../src/web/browser/open-pages.js'
import type { WebSubject } from '../../src/web/protocol.js'
import { smallSizes } from './small-sizes.js'

const program = await findChromium()
const measurement = { job: 'train', warmUpSteps: 1, check: true, sizes: smallSizes } as const

describe.skipIf(program === undefined)(`pages that are measured, ${browserTitle(program)}`, () => {
  it.each<{ subject: WebSubject; isolated: boolean }>([
    { subject: { network: 'kernels', threads: 2 }, isolated: true },
    { subject: { network: 'kernels', threads: 1 }, isolated: false },
    { subject: { network: 'tfjs-engine', backend: 'wasm', threads: 2 }, isolated: true },
    { subject: { network: 'tfjs-layers', backend: 'cpu', threads: 2 }, isolated: true },
  ])('should train $subject in a worker, isolated: $isolated', async (request) => {
    const page = await openEnginePage({ ...measurement, ...request })
    onTestFinished(() => page.close())
    expect(page.answer).toMatchObject({ versions: { chromium: expect.any(String) } })
    expect(page.answer.firstLoss).toBeCloseTo(Math.log(2), 1)
    const { loss, milliseconds } = await page.round({ steps: 3 })
    expect(loss).toBeCloseTo(Math.log(2), 0)
    expect(milliseconds).toBeGreaterThan(0)
  })

  it('should say why a backend does not train', async () => {
    const subject = { network: 'tfjs-layers', backend: 'wasm', threads: 2 } as const
    await expect(openEnginePage({ ...measurement, subject, isolated: true })).rejects.toThrow('UnsortedSegmentSum')
  })

  it('should measure first predictions by a model that the browser keeps, whole and in parts', async () => {
    const names = ['first-prediction-page', 'first-prediction-parts-page']
    const pages = await openPages(['keep-model-page', ...names])
    onTestFinished(() => pages.close())
    expect(await pages.measure('keep-model-page', [smallSizes])).toMatchObject({ bytes: expect.any(Number) })
    const [whole, parts] = [await pages.measure(names[0]!), await pages.measure(names[1]!)]
    expect(whole['figure']).toBeGreaterThan(0)
    expect(parts['probability']).toBe(whole['probability'])
    const sum = ['modules run', 'files read', 'model decoded', 'engine started', 'text predicted'].reduce(
      (total, part) => total + parts[part]!,
      0,
    )
    expect(sum).toBeCloseTo(parts['figure']!, 6)
  })

  it('should measure how long a page that trains answers nothing', async () => {
    const pages = await openPages(['page-blocked-page'])
    onTestFinished(() => pages.close())
    const figures = await pages.measure('page-blocked-page', [smallSizes, 50])
    expect(figures).toMatchObject({ figure: expect.any(Number), words: smallSizes.vocabularySize })
    expect(figures['figure']).toBeGreaterThan(0)
  })
})
