import { accessSync, constants } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium, type Page } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome']

/** What {@link findChromium} looks for, for people. */
export const chromiumPlaces = `WORDLOOM_CHROMIUM, ${names.join(', ')} on the PATH, and Playwright's own`

/** The program of a Chromium on this machine, if there is one. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = [
    process.env['WORDLOOM_CHROMIUM'] ?? '',
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    chromium.executablePath(),
  ]
  return candidates.find((path) => path !== '' && isExecutable(path))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** No sandbox: it needs rights that a container often has not. Graphics are computed by the processor. */
const chromiumArguments = [
  '--no-sandbox',
  '--headless=shell',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-webgpu-adapter=swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
]

export interface OpenPage {
  readonly page: Page
  close(): Promise<void>
}

/** Opens a page that runs `page.ts`, served from this machine with files beside it by their paths. */
export async function openPage(executablePath: string, files: ReadonlyMap<string, Uint8Array>): Promise<OpenPage> {
  const script = await bundlePage()
  const server = createServer((request, response) => {
    const path = request.url!
    const file = path === '/page.js' ? script : files.get(path)
    if (path === '/') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.end('<!doctype html><title>Engines</title><script type="module" src="/page.js"></script>')
    } else if (file === undefined) {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end()
    } else {
      if (path === '/page.js') response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
      response.end(file)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const browser = await chromium.launch({ executablePath, args: chromiumArguments })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${port}/`)
  return {
    page,
    async close() {
      await browser.close()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
  }
}

async function bundlePage(): Promise<Uint8Array> {
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
