import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { attributes, page, pages, site } from './built-site.js'

const imports = /(?:import|from)\s*"([^"]+)"/g

/** The scripts that a page loads before a reader does anything, with what they import. */
function scriptsOf(html: string): Set<string> {
  const scripts = new Set<string>()
  const load = (address: string): void => {
    const path = join(address)
    if (scripts.has(path)) return
    scripts.add(path)
    const code = readFileSync(join(site, path), 'utf8')
    for (const [, name] of code.matchAll(imports)) if (name!.startsWith('.')) load(join(path, '..', name!))
  }
  attributes(html, /<script\b[^>]*?\ssrc="([^"]*)"/g).forEach(load)
  attributes(html, /<link rel="modulepreload" href="([^"]*)"/g).forEach(load)
  return scripts
}

describe('the first page', () => {
  it('should take 100 KB of JavaScript at most, as servers send it', () => {
    const scripts = [...scriptsOf(page('index.html'))]
    const bytes = scripts.map((path) => gzipSync(readFileSync(join(site, path))).length).reduce((a, b) => a + b, 0)
    console.log(`first page: ${bytes} bytes of JavaScript in ${scripts.join(', ')}`)
    expect(scripts.length).toBeGreaterThan(3)
    expect(bytes).toBeLessThanOrEqual(100_000)
  })
})

describe('every page', () => {
  it('should say its language, its width, what it is called and what it is about', () => {
    const titles = new Set<string>()
    const found = pages().filter(([path]) => path !== '404.html')
    for (const [path, html] of found) {
      expect(html, path).toMatch(/<html lang="en"/)
      expect(html, path).toMatch(/<meta name="viewport" content="width=device-width,initial-scale=1">/)
      expect(attributes(html, /<meta name="description" content="([^"]*)"/g).join(), path).toMatch(/^.{20,}$/)
      titles.add(/<title>([^<]+)<\/title>/.exec(html)![1]!)
    }
    expect(titles.size).toBe(found.length)
  })

  it('should have one first heading, and leave out no level of headings', () => {
    for (const [path, html] of pages().filter(([name]) => name !== '404.html')) {
      const levels = [...html.matchAll(/<h([1-6])[^>]*\s(?:id=|class="(?:heading|title)")/g)].map(([, level]) =>
        Number(level),
      )
      expect(levels[0], path).toBe(1)
      expect(levels.filter((level) => level === 1).length, path).toBe(1)
      levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0), path).toBeLessThanOrEqual(1))
    }
  })

  it('should allow no script but its own, and no other host', () => {
    for (const [path, html] of pages()) {
      const [policy] = attributes(html, /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/g)
      expect(policy, path).toContain("default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-")
      expect(policy, path).not.toMatch(/https?:|\*|unsafe-eval'.*'unsafe-eval|script-src[^;]*unsafe-inline/)
      expect(html.indexOf('Content-Security-Policy'), path).toBeLessThan(html.search(/<(script|link)/))
    }
  })
})
