import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page that is being served. */
export interface ServedPage {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves a page that runs the module script `/page.js`, on this machine only. It is cross-origin isolated below
 * `/isolated/`.
 *
 * @param scripts - by path.
 * @param scriptSources - `script-src` of its Content-Security-Policy; everything but scripts is forbidden.
 */
export async function servePage(scripts: ReadonlyMap<string, Uint8Array>, scriptSources: string): Promise<ServedPage> {
  const server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', `default-src 'none'; img-src 'self'; script-src ${scriptSources}`)
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
    const script = scripts.get(request.url!)
    if (request.url === '/' || request.url === '/isolated/') {
      if (request.url === '/isolated/') response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.end('<!doctype html><title>Training</title><script type="module" src="/page.js"></script>')
    } else if (script !== undefined) {
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
      response.end(script)
    } else {
      response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}
