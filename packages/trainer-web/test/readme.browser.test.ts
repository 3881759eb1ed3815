import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { browserTitle, findChromium, openBrowser, openPage, servePage } from '@wordloom/browser-testing'
import { build } from 'esbuild'
import { describe, expect, it, onTestFinished } from 'vitest'

const program = await findChromium()
const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const examples = Array.from(readme.matchAll(/^```ts browser\n([^]*?)^```/gm), ([, code]) => code!)

describe.skipIf(program === undefined)(`the README's examples ${browserTitle(program)}`, () => {
  it('should run one after the other, as they stand there', async () => {
    const files = new Map<string, Uint8Array>()
    for (const [index, contents] of examples.entries()) {
      const { outputFiles } = await build({
        stdin: { contents: `${contents}\nconsole.log('end')`, resolveDir: import.meta.dirname, loader: 'ts' },
        bundle: true,
        write: false,
        format: 'esm',
        target: 'es2022',
      })
      const page = `<!doctype html><title>Example</title><script type="module" src="/${index}.js"></script>`
      files.set(`/${index}.js`, outputFiles[0]!.contents)
      files.set(`/${index}.html`, Buffer.from(page))
    }
    const worker = await build({
      entryPoints: [{ in: '@wordloom/trainer-web/worker', out: 'trainer-worker' }],
      absWorkingDir: import.meta.dirname,
      outdir: '/',
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
    })
    files.set('/trainer-worker.js', worker.outputFiles[0]!.contents)
    const served = await servePage({ files })
    const browser = await openBrowser(program!)
    onTestFinished(async () => {
      await browser.close()
      await served.close()
    })
    const context = await browser.newContext()
    expect(examples).toHaveLength(2)
    for (const [index] of examples.entries()) {
      const { page, complaints } = await openPage(context, `${served.url}${index}.html`)
      await expect.poll(() => complaints.at(-1), { timeout: 30_000 }).toBe('log: end')
      expect(complaints.filter((text) => !text.startsWith('log: '))).toEqual([])
      await page.close()
    }
  })
})
