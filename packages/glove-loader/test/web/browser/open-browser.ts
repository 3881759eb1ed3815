import { build } from 'esbuild'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { chromiumArguments, chromiumPlaces, findChromium } from '../../../../trainer-web/test/browser/find-chromium.js'
import type { PageTasks } from './page.js'

const executablePath = findChromium()

/** Whether these tests can run, and what they are called. */
export const hasChromium = executablePath !== undefined
export const title = hasChromium ? 'in a browser' : `skipped: no Chromium (looked for ${chromiumPlaces})`

/** A browser whose pages run `page.ts` under a strict Content-Security-Policy. */
export interface TestBrowser {
  readonly url: string
  readonly context: BrowserContext
  /** Everything that pages said on their consoles, or threw. */
  readonly complaints: readonly string[]
  openPage(): Promise<Page>
  close(): Promise<void>
}

/**
 * Opens it.
 *
 * @param files - what is served below `/data/`.
 * @param others - sites that the page may fetch from.
 */
export async function openBrowser(
  files: Readonly<Record<string, Uint8Array>>,
  others: readonly string[] = [],
): Promise<TestBrowser> {
  const script = await bundle()
  const server = createServer((request, response) => {
    response.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; connect-src 'self' ${others.join(' ')}; script-src 'self' 'wasm-unsafe-eval'`,
    )
    const data = files[decodeURIComponent(request.url!.replace('/data/', ''))]
    if (request.url === '/') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.end('<!doctype html><title>Vectors</title><script type="module" src="/page.js"></script>')
    } else if (request.url === '/page.js') {
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
      response.end(script)
    } else if (data !== undefined) response.end(data)
    else response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const browser: Browser = await chromium.launch({ executablePath: executablePath!, args: [...chromiumArguments] })
  const context = await browser.newContext()
  const complaints: string[] = []
  return {
    url,
    context,
    complaints,
    async openPage() {
      const page = await context.newPage()
      page.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`))
      page.on('pageerror', (error) => void complaints.push(String(error)))
      await page.goto(url)
      return page
    },
    async close() {
      await browser.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
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

async function bundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@wordloom/source'],
    logLevel: 'silent',
  })
  return outputFiles[0]!.contents
}
