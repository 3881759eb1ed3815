import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { chromiumArguments, chromiumPlaces, findChromium } from '../../trainer-web/test/browser/find-chromium.js'
import { servePage } from '../../trainer-web/test/browser/serve-page.js'
import { answers } from './browser-page.js'

const executablePath = findChromium()
const title = executablePath === undefined ? `skipped: no Chromium (looked for ${chromiumPlaces})` : 'in a browser'

describe.skipIf(executablePath === undefined)(`createSimilarity ${title}`, () => {
  it('should answer as in Node, on one thread and with nothing but its script', async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('browser-page.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      conditions: ['@wordloom/source'],
      logLevel: 'silent',
    })
    const served = await servePage(new Map([['/page.js', outputFiles[0]!.contents]]), "'self' 'wasm-unsafe-eval'")
    const browser = await chromium.launch({ executablePath: executablePath!, args: [...chromiumArguments] })
    onTestFinished(async () => {
      await browser.close()
      await served.close()
    })
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => void complaints.push(message.text()))
    page.on('pageerror', (error) => void complaints.push(String(error)))
    await page.goto(served.url)
    const there = await page.evaluate(() => (globalThis as unknown as { answers: typeof answers }).answers())
    const here = await answers()
    expect(there).toEqual(here)
    expect(here.nearest).toHaveLength(10)
    expect(here.prepared).toEqual(here.nearest)
    expect(page.workers()).toEqual([])
    expect(complaints).toEqual([])
  })
})
