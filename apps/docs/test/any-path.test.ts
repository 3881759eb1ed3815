import { describe, expect, it } from 'vitest'
import { anyPath, relativePage, relativeScript } from '../.vitepress/any-path.js'
import { pages, paths, site } from './built-site.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a script exports that lies at an address. */
async function run(code: string): Promise<unknown> {
  const { result } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { result: unknown }
  return result
}

describe('addresses from any path', () => {
  it('should be relative to their page', () => {
    const html = `<a href="${anyPath}start.html">`
    expect(relativePage(html, 'index.html')).toBe('<a href="./start.html">')
    expect(relativePage(html, 'api/core/testing.html')).toBe('<a href="../../start.html">')
  })

  it('should be taken from the address of a script, in strings of every kind', async () => {
    const code = [
      `const name = 'x'`,
      `const single = '${anyPath}a "b"'`,
      `const json = JSON.parse("{\\"base\\":\\"${anyPath}\\"}").base`,
      `const template = \`<a href="${anyPath}\${name}/${anyPath}">\``,
      `export const result = [single, json, template, /[/]__any-path__/.source]`,
    ].join('\n')
    const made = relativeScript(code, '../').replaceAll('import.meta.url', "'https://host/some/where/assets/app.js'")
    const base = '/some/where/'
    expect(await run(made)).toEqual([`${base}a "b"`, base, `<a href="${base}x/${base}">`, '[/]__any-path__'])
  })

  it('should be left in no file', () => {
    expect(pages().filter(([, html]) => html.includes('__any-path__'))).toEqual([])
    const texts = [...paths].filter((path) => /\.(js|css|json)$/.test(path))
    expect(texts.length).toBeGreaterThan(20)
    expect(texts.filter((path) => readFileSync(join(site, path), 'utf8').includes(anyPath))).toEqual([])
  })
})
