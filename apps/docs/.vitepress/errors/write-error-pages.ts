import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codes, errorPage } from './error-page.js'

/**
 * Writes the page of each code into a folder that holds nothing else. They are files and no routes made up while the site
 * is built, since the search reads files.
 */
export function writeErrorPages(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const pages = new Map(codes.map((code) => [`${code}.md`, `---\noutline: false\n---\n\n${errorPage(code)}\n`]))
  for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name))
  for (const [name, page] of pages) {
    const file = join(folder, name)
    // A file that stays as it is wakes no server that watches it.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== page) writeFileSync(file, page)
  }
}
