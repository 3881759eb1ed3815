import { browserTitle, bundleForBrowser, findChromium, openBrowser, servePage } from '@wordloom/browser-testing'
import type { BrowserContext, Page } from 'playwright-core'
import type { PageTasks } from './page.js'

const program = await findChromium()

/** Whether these tests can run, and what they are called. */
export const hasChromium: boolean = program !== undefined
export const title: string = browserTitle(program)

/** A browser whose pages run `page.ts` under a strict Content-Security-Policy. */
export interface TestBrowser {
  readonly url: string
  readonly context: BrowserContext
  openPage(): Promise<Page>
  close(): Promise<void>
}

/**
 * Opens it.
 *
 * @param data - what is served below `/data/`.
 * @param others - sites that the page may fetch from.
 */
export async function openTestBrowser(
  data: Readonly<Record<string, Uint8Array>>,
  others: readonly string[] = [],
): Promise<TestBrowser> {
  const files = await bundleForBrowser([new URL('page.ts', import.meta.url)])
  for (const [name, bytes] of Object.entries(data)) files.set(`/data/${encodeURIComponent(name)}`, bytes)
  const served = await servePage({ files, connectSources: ["'self'", ...others].join(' ') })
  const browser = await openBrowser(program!)
  const context = await browser.newContext()
  return {
    url: served.url,
    context,
    async openPage() {
      const page = await context.newPage()
      await page.goto(served.url)
      return page
    },
    async close() {
      await browser.close()
      await served.close()
    },
  }
}

/** Has a page do one of its tasks. */
export function call<Name extends keyof PageTasks>(
  page: Page,
  name: Name,
  ...[argument]: Parameters<PageTasks[Name]>
): Promise<Awaited<ReturnType<PageTasks[Name]>>> {
  return page.evaluate(
    ([task, value]) =>
      (globalThis as unknown as { tasks: Record<string, (value: unknown) => unknown> }).tasks[task]!(value),
    [name, argument] as const,
  ) as Promise<Awaited<ReturnType<PageTasks[Name]>>>
}
