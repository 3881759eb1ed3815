import { createHash } from 'node:crypto'

/**
 * Puts a Content-Security-Policy into a page: nothing is loaded from, and nothing is sent to, another host than its own.
 *
 * - Of scripts in the page itself those that are in it now may run, by their hashes.
 * - `wasm-unsafe-eval` lets WebAssembly be compiled and nothing else.
 * - Styles in the page are allowed: highlighted code and plots have some. They can load nothing.
 */
export function withPolicy(html: string): string {
  const hashes = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => hash(code!))
  const policy = [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...new Set(hashes)].join(' '),
    "style-src 'self' 'unsafe-inline'",
    // Icons of the theme are in its style sheet.
    "img-src 'self' data: blob:",
    "connect-src 'self' blob:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return html.replace('<meta charset="utf-8">', (meta) => {
    return `${meta}\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`
  })
}

function hash(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}
