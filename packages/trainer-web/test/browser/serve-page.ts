import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page that is being served. */
export interface ServedPage {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves a page that runs one module script, on this machine only.
 *
 * @param scriptSources - `script-src` of its Content-Security-Policy; everything but scripts is forbidden.
 */
export async function servePage(script: Uint8Array, scriptSources: string): Promise<ServedPage> {
  const server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', `default-src 'none'; img-src 'self'; script-src ${scriptSources}`)
    switch (request.url) {
      case '/':
        response.setHeader('Content-Type', 'text/html; charset=utf-8')
        response.end('<!doctype html><title>Training</title><script type="module" src="/page.js"></script>')
        break
      case '/page.js':
        response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
        response.end(script)
        break
      case '/favicon.ico':
        response.writeHead(204).end()
        break
      default:
        response.writeHead(404).end()
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
