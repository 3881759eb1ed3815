import { readFileSync } from 'node:fs'
import { browserTitle, bundleForBrowser, findChromium, servePage } from '@wordloom/browser-testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DeterminismPageTasks } from './browser/determinism-page.js'
import { openTaskPages } from './support/task-pages.js'

const program = await findChromium()
const committed = new URL('../../../reference/determinism/hashes.json', import.meta.url)
const { hashes } = JSON.parse(readFileSync(committed, 'utf8')) as { hashes: Record<string, string> }

describe.skipIf(program === undefined)(`deterministic training ${browserTitle(program)}`, () => {
  it('should give the bytes that are committed for every machine, on 1, 2 and 4 threads', async () => {
    const scripts = ['browser/determinism-page.ts', '../src/kernel-thread-worker.ts']
    const files = await bundleForBrowser(scripts.map((path) => new URL(path, import.meta.url)))
    files.set('/page.js', files.get('/determinism-page.js')!)
    const served = await servePage({ files })
    const pages = await openTaskPages<DeterminismPageTasks>(program!, served)
    onTestFinished(async () => {
      await pages.close()
      await served.close()
    })
    const page = await pages.open('isolated/')
    const threadScripts = (): number => served.requested.filter((path) => path.includes('kernel-thread')).length
    for (const threads of [1, 2, 4]) {
      const before = threadScripts()
      expect(await page.do('trainAndHash', threads), `${threads} threads`).toEqual(hashes)
      expect(threadScripts() - before > 0, `${threads} threads`).toBe(threads > 1)
    }
    expect(pages.complaints).toEqual([])
  })
})
