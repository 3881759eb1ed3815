import { openBrowser, servePage } from '@wordloom/browser-testing'
import type { Figures } from '../page/figures.js'
import { bundlePages } from './bundle-pages.js'
import { chromiumProgram } from './chromium-program.js'

/** Pages of one site in a browser, which measure themselves. */
export interface Pages {
  readonly version: string
  /**
   * Opens a page anew and takes its figures.
   *
   * @param parameters - of the function, for pages that leave one.
   */
  measure(name: string, parameters?: readonly unknown[]): Promise<Figures>
  close(): Promise<void>
}

/** Its first statement, before any module of the bundle. */
const banner = 'globalThis.scriptStarted ??= performance.now();'

/**
 * @param names - of scripts in `page/`.
 * @throws WordloomError `DEPENDENCY_MISSING` where there is no Chromium.
 */
export async function openPages(names: readonly string[]): Promise<Pages> {
  const program = await chromiumProgram()
  const files = await bundlePages(names, banner)
  for (const name of names) {
    files.set(
      `/${name}.html`,
      Buffer.from(`<!doctype html><title>Page</title><script type="module" src="/${name}.js"></script>`),
    )
  }
  const served = await servePage({ files })
  const browser = await openBrowser(program)
  const page = await browser.newPage()
  return {
    version: browser.version(),
    async measure(name, parameters) {
      await page.goto(`${served.url}isolated/${name}.html`)
      const call = parameters === undefined ? '' : `(...${JSON.stringify(parameters)})`
      return page.evaluate<Figures>(`figures${call}`)
    },
    async close() {
      await browser.close()
      await served.close()
    },
  }
}
