import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { servePage, type ServedPage } from '@wordloom/browser-testing'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Not the root of a host: what forgets the base is not found. */
export const base = '/some/where/'

/** Builds the site for a path below its host, and serves it with the policy that its pages need and no more. */
export async function serveBuiltSite(): Promise<ServedPage> {
  const folder = await mkdtemp(join(tmpdir(), 'wordloom-site-'))
  try {
    const vitepress = join(
      dirname(createRequire(import.meta.url).resolve('vitepress/package.json')),
      'bin/vitepress.js',
    )
    const env = { ...process.env, DOCS_BASE: base, NODE_ENV: 'production' }
    await promisify(execFile)(process.execPath, [vitepress, 'build', '--outDir', folder], { cwd: root, env })
    const files = new Map<string, Uint8Array>()
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile()) files.set(base + relative(folder, path).split(sep).join('/'), await readFile(path))
    }
    return await servePage({ files, policy: policyFor(files.get(`${base}playground.html`)!) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
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
