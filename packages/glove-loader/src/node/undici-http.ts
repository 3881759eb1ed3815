import type { HttpGet } from '../download/http.js'

/** Milliseconds to wait for a connection; the rest of waiting is watched by the download itself. */
const connectMilliseconds = 10_000

/**
 * HTTP by undici: connections are kept, proxies are those of HTTP_PROXY, HTTPS_PROXY and NO_PROXY, certificates are checked
 * as Node checks them. It is loaded when something is downloaded.
 *
 * @param connectTimeout - milliseconds.
 */
export async function undiciGet(connectTimeout: number = connectMilliseconds): Promise<{
  readonly get: HttpGet
  close(): Promise<void>
}> {
  const { EnvHttpProxyAgent, request } = await import('undici')
  const dispatcher = new EnvHttpProxyAgent({
    connect: { timeout: connectTimeout },
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  return {
    async get(url, headers, signal) {
      const { statusCode, headers: answered, body } = await request(url, { headers, signal, dispatcher })
      // A body that nobody reads may still fail when its connection does.
      body.on('error', () => undefined)
      return {
        status: statusCode,
        header(name) {
          const value = answered[name]
          return Array.isArray(value) ? value[0] : value
        },
        body,
        cancel: () => void body.destroy(),
      }
    },
    close: () => dispatcher.destroy(),
  }
}
