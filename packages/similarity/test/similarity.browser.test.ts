import {
  browserTitle,
  bundleForBrowser,
  findChromium,
  openBrowser,
  openPage,
  servePage,
} from '@wordloom/browser-testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answers } from './browser-page.js'

const program = await findChromium()

describe.skipIf(program === undefined)(`createSimilarity ${browserTitle(program)}`, () => {
  it('should answer as in Node, on one thread and with nothing but its script', async () => {
    const scripts = await bundleForBrowser([new URL('browser-page.ts', import.meta.url)])
    const served = await servePage({ files: new Map([['/page.js', scripts.get('/browser-page.js')!]]) })
    const browser = await openBrowser(program!)
    onTestFinished(async () => {
      await browser.close()
      await served.close()
    })
    const { page, complaints } = await openPage(browser, served.url)
    const there = await page.evaluate(() => (globalThis as unknown as { answers: typeof answers }).answers())
    const here = await answers()
    expect(there).toEqual(here)
    expect(here.nearest).toHaveLength(10)
    expect(here.prepared).toEqual(here.nearest)
    expect(page.workers()).toEqual([])
    expect(complaints).toEqual([])
  })
})
