import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { brokenLinks, checkLinks } from '../.vitepress/check-links.js'
import { attributes, pages, site } from './built-site.js'

describe('the links of the site', () => {
  it('should lead to files and headings that exist, from any path of a host', () => {
    const links = pages().flatMap(([, html]) => attributes(html, /<a\b[^>]*?\shref="([^"]*)"/g))
    expect(links.length).toBeGreaterThan(1000)
    expect(brokenLinks(site)).toEqual([])
  })

  it('should be refused when they lead nowhere', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wordloom-links-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const write = (name: string, links: readonly string[]): void => {
      writeFileSync(join(folder, name), links.map((link) => `<a class="x" href="${link}">x</a>`).join('\n'))
    }
    write('other.html', [])
    const wrong = ['missing.html', 'other.html#missing', '#missing', '/', '../../', 'http://example.org/', 'https://']
    write('index.html', ['other.html', './', 'https://example.org/#missing', ...wrong])
    expect(brokenLinks(folder)).toEqual(wrong.map((link) => `${link} in index.html`))
    expect(() => checkLinks(folder)).toThrow('other.html#missing in index.html')
  })
})
