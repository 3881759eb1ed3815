import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { trainerConformance } from '@wordloom/core/testing'
import { build } from 'esbuild'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webTrainer } from '../src/index.js'
import { chromiumArguments, chromiumPlaces, findChromium } from './browser/find-chromium.js'
import type { PageTasks } from './browser/page.js'
import { requests } from './browser/requests.js'
import { runRequest } from './browser/run-request.js'
import { servePage, type ServedPage } from './browser/serve-page.js'

const executablePath = findChromium()
const title = executablePath === undefined ? `skipped: no Chromium (looked for ${chromiumPlaces})` : 'in a browser'

describe.skipIf(executablePath === undefined)(`webTrainer ${title}`, () => {
  let scripts: ReadonlyMap<string, Uint8Array>
  let browser: Browser
  let served: ServedPage
  let page: Page
  const complaints: string[] = []
  const fetched: string[] = []

  beforeAll(async () => {
    scripts = await bundlePage()
    browser = await chromium.launch({ executablePath: executablePath!, args: [...chromiumArguments] })
    served = await servePage(scripts, "'self' 'wasm-unsafe-eval'")
    page = await browser.newPage()
    page.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => void complaints.push(String(error)))
    page.on('request', (request) => void fetched.push(request.url()))
    await page.goto(served.url)
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  for (const [name, { texts, epochs }] of Object.entries(requests)) {
    it(`should train the same bytes as in Node: ${name}`, async () => {
      const there = await call(page, 'runRequest', name)
      const here = await runRequest(name)
      expect(there).toEqual(here)
      expect(here.weights.length).toBeGreaterThan(1000)
      expect(here.right).toBeGreaterThan(texts.length * 0.6)
      expect(JSON.parse(here.model)).toMatchObject({
        vocabulary: { fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) },
      })
      expect(here.events.filter((type) => type === 'epoch')).toHaveLength(epochs!)
    })
  }

  for (const { name } of trainerConformance(() => webTrainer())) {
    it(name, async () => {
      await call(page, 'runConformanceCase', name)
    })
  }

  it('should train the same bytes in a Web Worker', async () => {
    const [name] = Object.keys(requests)
    expect(await call(page, 'runRequestInWorker', name)).toEqual(await runRequest(name!))
  })

  it('should train the same bytes on several threads of a cross-origin isolated page', async () => {
    const isolated = await openIsolatedPage(browser, served)
    const [name] = Object.keys(requests)
    for (const threads of [2, 4]) {
      expect(await call(isolated, 'runRequestOnThreads', { name, threads })).toEqual(await runRequest(name!))
      const workers = await takeWorkers(isolated)
      expect(new Set(workers)).toEqual(new Set([`${served.url}kernel-thread-worker.js`]))
    }
    await isolated.close()
  })

  it('should train the bytes that are committed for every machine, on 1, 2 and 4 threads', async () => {
    const committed = new URL('../../../reference/determinism/hashes.json', import.meta.url)
    const { hashes } = JSON.parse(readFileSync(committed, 'utf8')) as { hashes: Record<string, string> }
    const isolated = await openIsolatedPage(browser, served)
    for (const threads of [1, 2, 4]) {
      expect(await call(isolated, 'trainAndHash', threads), `${threads} threads`).toEqual(hashes)
      const workers = await takeWorkers(isolated)
      expect(workers).toHaveLength((threads - 1) * Object.keys(hashes).length)
    }
    await isolated.close()
  })

  it('should let the page cancel a training while it runs', async () => {
    expect(await call(page, 'cancelFromTimer')).toMatchObject({ code: 'ABORTED' })
  })

  it('should need nothing but its script, and print nothing', () => {
    expect(complaints).toEqual([])
    const urls = new Set(fetched.filter((url) => !url.endsWith('/favicon.ico')))
    expect([...urls]).toEqual([served.url, `${served.url}page.js`])
  })

  it('should say what a page lacks that forbids WebAssembly', async () => {
    const strict = await servePage(scripts, "'self'")
    try {
      const other = await browser.newPage()
      await other.goto(strict.url)
      expect(await call(other, 'failure')).toEqual({
        code: 'RUNTIME_UNSUPPORTED',
        message: expect.stringContaining("'wasm-unsafe-eval'"),
      })
    } finally {
      await strict.close()
    }
  })
})

/** The page and its worker, for a browser. An import of Node's would fail here. */
async function bundlePage(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: ['browser/page.ts', '../src/kernel-thread-worker.ts'].map((path) =>
      fileURLToPath(new URL(path, import.meta.url)),
    ),
    entryNames: '[name]',
    outdir: '/',
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@wordloom/source'],
    logLevel: 'silent',
  })
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]))
}

/**
 * A page that may share memory with workers, and that notes them itself: a worker that is gone before the browser has told
 * of it would be missed from here.
 */
async function openIsolatedPage(browser: Browser, { url }: ServedPage): Promise<Page> {
  const page = await browser.newPage()
  await page.addInitScript(`
    globalThis.startedWorkers = []
    globalThis.Worker = class extends Worker {
      constructor(url, options) {
        super(url, options)
        startedWorkers.push(String(url))
      }
    }
  `)
  await page.goto(`${url}isolated/`)
  return page
}

/** The URLs of the workers that were started since the last call. */
async function takeWorkers(page: Page): Promise<string[]> {
  return page.evaluate('startedWorkers.splice(0)')
}

async function call(page: Page, task: keyof PageTasks, argument?: unknown): Promise<unknown> {
  // A script as text: the function belongs to the page and not to this module.
  return page.evaluate(`tasks.${task}(${JSON.stringify(argument) ?? ''})`)
}
