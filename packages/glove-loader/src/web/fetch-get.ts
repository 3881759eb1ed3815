import type { HttpGet } from '../download/http.js'
import { chunksOf } from './stream-chunks.js'

/** `If-Range` would make browsers ask other sites beforehand, which few allow; `Accept-Encoding` is the browser's. */
const unsent: readonly string[] = ['if-range', 'accept-encoding']

/**
 * HTTP by `fetch`, which follows redirects itself. Nothing goes into the browser's cache: the files are large and stored
 * elsewhere.
 *
 * Whole files are asked for as the range of all bytes: then browsers take no packed answers, whose length another site
 * would give and whose packing it would not.
 */
export const fetchGet: HttpGet = async (url, headers, signal) => {
  const isWhole = headers['range'] === undefined
  const sent = Object.entries(headers).filter(([name]) => !unsent.includes(name))
  const response = await fetch(url, {
    headers: [...sent, ...(isWhole ? [['range', 'bytes=0-'] as [string, string]] : [])],
    signal,
    cache: 'no-store',
  })
  const range = response.headers.get('content-range')
  const isAll = isWhole && response.status === 206 && (range === null || range.startsWith('bytes 0-'))
  return {
    status: isAll ? 200 : response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    body: response.body === null ? nothing() : chunksOf(response.body),
    cancel: () => void response.body?.cancel().catch(() => undefined),
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
