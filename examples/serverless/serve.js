// Calls the handler as a platform would, for trying it on one's own machine.
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

const bundle = new URL('dist/handler.js', import.meta.url).href
/** @type {typeof import('./handler.js')} */
const { handler } = await import(bundle)

const port = Number(process.env['PORT'] ?? 3000)
const server = createServer(async (incoming, outgoing) => {
  const { method = 'GET', url = '/' } = incoming
  const body = method === 'GET' || method === 'HEAD' ? null : await text(incoming)
  const response = await handler(new Request(new URL(url, 'http://localhost'), { method, body }))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text())
})
server.listen(port, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  console.log(`Listening on http://127.0.0.1:${port}`)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close())
