import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'

/** A page that is being served. */
export interface ServedPage {
  readonly url: string
  /** What is served, by path; more may be added. */
  readonly files: Map<string, Uint8Array>
  /** Paths that were asked for. */
  readonly requested: readonly string[]
  close(): Promise<void>
}

/** What is served, and what its Content-Security-Policy allows. */
export interface ServePageOptions {
  /** By path: `/page.js`. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** `script-src`. @defaultValue `'self' 'wasm-unsafe-eval'` */
  readonly scriptSources?: string
  /** `worker-src`. @defaultValue `'self'` */
  readonly workerSources?: string
  /** `connect-src`. @defaultValue `'self'` */
  readonly connectSources?: string
  /** A whole policy in place of all of these, for pages that bring more than scripts. */
  readonly policy?: string
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

const emptyPage = Buffer.from('<!doctype html><title>Page</title><script type="module" src="/page.js"></script>')

/**
 * Serves a page on this machine only: `/index.html` of the files, or one that runs the module script `/page.js`. Everything
 * is there once more below `/isolated/`, where pages are cross-origin isolated.
 */
export async function servePage(options: ServePageOptions): Promise<ServedPage> {
  const { scriptSources = "'self' 'wasm-unsafe-eval'", workerSources = "'self'", connectSources = "'self'" } = options
  const files = new Map(options.files)
  const requested: string[] = []
  const strictPolicy = [
    "default-src 'none'",
    "img-src 'self'",
    "style-src 'self'",
    `connect-src ${connectSources}`,
    `script-src ${scriptSources}`,
    `worker-src ${workerSources}`,
  ].join('; ')
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://page')
    requested.push(pathname)
    const isolated = pathname.startsWith('/isolated/')
    const path = isolated ? pathname.slice('/isolated'.length) : pathname
    const name = path === '/' ? '/index.html' : path
    const bytes = files.get(name) ?? (path === '/' ? emptyPage : undefined)
    response.setHeader('Content-Security-Policy', options.policy ?? strictPolicy)
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
    if (isolated) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    if (bytes === undefined) {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end()
      return
    }
    response.setHeader('Content-Type', types[extname(name)] ?? 'application/octet-stream')
    response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    files,
    requested,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}
