import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** What goes wrong with one answer. */
export type Fault =
  | { readonly kind: 'drop'; readonly after: number }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'long-length'; readonly more: number }
  | { readonly kind: 'short-length'; readonly less: number }
  | { readonly kind: 'ignore-range' }
  | { readonly kind: 'wrong-range'; readonly shift: number }
  | { readonly kind: 'html-200' }
  | { readonly kind: 'html-as-zip' }
  | { readonly kind: 'drip' }
  | { readonly kind: 'redirect-loop' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'changed'; readonly content: Uint8Array }
  | { readonly kind: 'encoded' }
  | { readonly kind: 'cut-chunked'; readonly after: number }
  | { readonly kind: 'flip'; readonly at: number }

/** A server of one file whose answers go wrong in turn. */
export interface FaultyServer {
  readonly url: string
  /** Faults of the next answers; then all is well. */
  faults: (Fault | undefined)[]
  content: Uint8Array
  etag: string | undefined
  /** Headers of all answers, as those that let other sites read them. */
  headers: Readonly<Record<string, string>>
  /** Whether ranges are answered at all. */
  ranges: boolean
  readonly requests: { readonly path: string; readonly range: string | undefined }[]
  /** Bytes of bodies that were sent. */
  sent: number
  close(): Promise<void>
}

export async function startFaultyServer(content: Uint8Array): Promise<FaultyServer> {
  const requests: { path: string; range: string | undefined }[] = []
  const server = createServer((request, response) => {
    requests.push({ path: request.url!, range: request.headers.range })
    answer(state, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const state: FaultyServer = {
    url: `http://127.0.0.1:${port}`,
    faults: [],
    content,
    etag: '"first"',
    headers: {},
    ranges: true,
    requests,
    sent: 0,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return state
}

function answer(state: FaultyServer, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(state.headers)) response.setHeader(name, value)
  const fault = request.url!.includes('/fine') ? undefined : state.faults.shift()
  const send = (body: Uint8Array): void => {
    state.sent += body.length
    response.end(body)
  }
  switch (fault?.kind) {
    case 'refuse':
      request.socket.destroy()
      return
    case 'status':
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter)
      response.writeHead(fault.status).end('no')
      return
    case 'html-200':
      response.setHeader('content-type', 'text/html; charset=utf-8')
      send(Buffer.from('<!DOCTYPE html><title>404</title>'))
      return
    case 'html-as-zip':
      response.setHeader('content-type', 'application/zip')
      send(Buffer.from(`<!DOCTYPE html><title>Log in</title>${' '.repeat(3000)}`))
      return
    case 'redirect-loop':
      state.faults.unshift(fault)
      response.writeHead(302, { location: request.url! }).end()
      return
    case 'redirect':
      response.writeHead(302, { location: fault.to }).end()
      return
    case 'encoded':
      response.setHeader('content-encoding', 'gzip')
      send(gzipSync(state.content))
      return
    case 'changed':
      state.content = fault.content
      state.etag = `"${state.requests.length}"`
      break
  }
  const { content, etag } = state
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  const condition = request.headers['if-range']
  const isSame = condition === undefined || condition === etag
  const partial = range !== null && isSame && state.ranges && fault?.kind !== 'ignore-range'
  const first = partial ? Number(range[1]) + (fault?.kind === 'wrong-range' ? fault.shift : 0) : 0
  const last = partial && range[2] !== '' ? Math.min(Number(range[2]), content.length - 1) : content.length - 1
  if (etag !== undefined) response.setHeader('etag', etag)
  if (partial && first >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
    return
  }
  let body = content.subarray(first, last + 1)
  if (partial) {
    response.statusCode = 206
    response.setHeader('content-range', `bytes ${first}-${last}/${content.length}`)
  }
  switch (fault?.kind) {
    case 'drop': {
      response.setHeader('content-length', body.length)
      const part = body.subarray(0, Math.min(fault.after, Math.max(0, body.length - 1)))
      state.sent += part.length
      response.flushHeaders()
      response.write(part, () => setTimeout(() => response.destroy(), 20))
      return
    }
    case 'cut-chunked': {
      const part = body.subarray(0, Math.min(fault.after, Math.max(0, body.length - 1)))
      state.sent += part.length
      response.flushHeaders()
      response.write(part, () => setTimeout(() => response.destroy(), 20))
      return
    }
    case 'long-length':
      response.setHeader('content-length', body.length + fault.more)
      response.flushHeaders()
      response.write(body, () => setTimeout(() => response.destroy(), 20))
      state.sent += body.length
      return
    case 'short-length':
      response.setHeader('content-length', Math.max(0, body.length - fault.less))
      send(body.subarray(0, Math.max(0, body.length - fault.less)))
      return
    case 'drip': {
      response.setHeader('content-length', body.length)
      response.flushHeaders()
      let at = 0
      const timer = setInterval(() => response.write(body.subarray(at, ++at)), 20)
      response.on('close', () => clearInterval(timer))
      return
    }
    case 'flip':
      body = body.slice()
      if (body.length > 0) body[fault.at % body.length]! ^= 0x20
  }
  response.setHeader('content-length', body.length)
  send(body)
}
