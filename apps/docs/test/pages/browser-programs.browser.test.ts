import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { browserTitle, findChromium, openBrowser, openPage, servePage } from '@wordloom/browser-testing'
import { build } from 'esbuild'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../built-site.js'
import { isForBrowser, programOf, writtenPages } from './page-blocks.js'
import { writePageFiles } from './page-files.js'

const chromium = await findChromium()
const programs = Array.from(writtenPages, ([path, page]) => ({ path, code: programOf(page, isForBrowser) }))
const inBrowsers = programs.filter(({ code }) => code !== '')

describe.skipIf(chromium === undefined)(`the programs for browsers in the pages ${browserTitle(chromium)}`, () => {
  it('should run as they stand there', async () => {
    mkdirSync(join(root, 'reports'), { recursive: true })
    const folder = mkdtempSync(join(root, 'reports/browser-pages-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    await writePageFiles(folder)
    const model = readdirSync(join(folder, 'spam-model')).map((name): [string, Uint8Array] => {
      return [`/spam-model/${name}`, readFileSync(join(folder, 'spam-model', name))]
    })
    const files = new Map([...model, ...(await bundled({ in: '@wordloom/trainer-web/worker', out: 'trainer-worker' }))])
    for (const [index, { code }] of inBrowsers.entries()) {
      const { outputFiles } = await build({
        stdin: { contents: `${code}\nconsole.log('end')`, resolveDir: root, loader: 'ts' },
        ...bundling,
      })
      files.set(`/${index}.js`, outputFiles[0]!.contents)
      files.set(
        `/${index}.html`,
        Buffer.from(`<!doctype html><title>Page</title><script type="module" src="/${index}.js"></script>`),
      )
    }
    const served = await servePage({ files })
    const browser = await openBrowser(chromium!)
    onTestFinished(async () => {
      await browser.close()
      await served.close()
    })
    expect(inBrowsers.length).toBeGreaterThan(1)
    for (const [index, { path }] of inBrowsers.entries()) {
      const { page, complaints } = await openPage(browser, `${served.url}${index}.html`)
      await expect.poll(() => complaints.at(-1), { timeout: 30_000, message: path }).toBe('log: end')
      expect(complaints.filter((text) => !text.startsWith('log: '))).toEqual([])
      await page.close()
    }
  }, 120_000)
})

const bundling = { bundle: true, write: false, format: 'esm', target: 'es2022' } as const

async function bundled(entry: { readonly in: string; readonly out: string }): Promise<[string, Uint8Array][]> {
  const { outputFiles } = await build({ entryPoints: [entry], absWorkingDir: root, outdir: '/', ...bundling })
  return outputFiles.map(({ path, contents }) => [path, contents])
}
