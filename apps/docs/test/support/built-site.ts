import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { servePage, type ServedPage } from '@wordloom/browser-testing'
import { paths, site } from '../built-site.js'

/** Not the root of a host: what forgets the base is not found. */
export const base = '/some/where/'

/** Serves the built site below a path, with the policy that its pages need and no more: as a header it binds workers, too. */
export async function serveBuiltSite(): Promise<ServedPage> {
  const files = new Map<string, Uint8Array>()
  for (const path of paths) files.set(base + path, await readFile(join(site, path)))
  return servePage({ files, policy: policyFor(files.get(`${base}playground.html`)!) })
}

/** Inline scripts are allowed by their hashes, one by one. */
function policyFor(html: Uint8Array): string {
  const inline = [
    ...Buffer.from(html)
      .toString()
      .matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g),
  ]
  const hashes = inline.map(([, code]) => `'sha256-${createHash('sha256').update(code!).digest('base64')}'`)
  return [
    "default-src 'none'",
    "connect-src 'self'",
    "worker-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
  ].join('; ')
}
