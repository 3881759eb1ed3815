import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

/** The folder of the site's sources. */
export const root = fileURLToPath(new URL('..', import.meta.url))
/** The folder of the built site: `npm run docs:build` makes it, and so do the tests when Nx runs them. */
export const site = join(root, 'dist')

if (!existsSync(join(site, 'index.html'))) expect.fail('The site is not built: run `npm run docs:build` first')

/** The files of the site, with `/`. */
export const paths: ReadonlySet<string> = new Set(
  readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join('/')),
)

/** Text of every HTML and CSS file by its path in the site. */
const files: ReadonlyMap<string, string> = new Map(
  [...paths].filter((path) => /\.(html|css)$/.test(path)).map((path) => [path, readFileSync(join(site, path), 'utf8')]),
)

export function pages(): [path: string, html: string][] {
  return [...files].filter(([path]) => path.endsWith('.html'))
}

export function page(path: string): string {
  return files.get(path) ?? expect.fail(`${path} is not in the site`)
}

export function styles(): string[] {
  return [...files].filter(([path]) => path.endsWith('.css')).map(([, css]) => css)
}

/** The values of an attribute in a page, entities decoded. */
export function attributes(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, value]) => value!.replaceAll('&amp;', '&'))
}

/** The text of a page as a reader sees it. */
export function text(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, digits: string) => String.fromCharCode(Number(digits)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
