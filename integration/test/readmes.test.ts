import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCodes } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { publishedPackages, root, type Package } from './packages.js'

const readmeOf = ({ folder }: Package): string => readFileSync(join(folder, 'README.md'), 'utf8')

/** Codes in the sources of a package, but for comments. */
function codesIn({ folder, manifest }: Package): string[] {
  const names = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
  const sources = names
    .filter((name) => name.endsWith('.ts') && !/^(?:generated|testing)[\\/]|^error-codes\.ts$/.test(name))
    .map((name) => readFileSync(join(folder, 'src', name), 'utf8'))
    .map((text) => text.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''))
  const text = sources.join('\n')
  expect(text, manifest.name).not.toBe('')
  return Object.keys(errorCodes).filter((code) => text.includes(`'${code}'`))
}

describe.each(publishedPackages.map((item) => [item.manifest.name, item] as const))('the README of %s', (_, item) => {
  const readme = readmeOf(item)

  it('should begin with what everybody asks: facts, installing, using', () => {
    const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings.slice(0, 2)).toEqual(['Install', 'Use'])
    const facts = readme.slice(0, readme.indexOf('## Install')).trim().split('\n').at(-1)
    expect(facts).toMatch(/^Apache-2\.0 · (?:Node 20\.19 or later.*|browsers) · ESM with types · no install scripts · /)
    expect(facts).toMatch(/ kB packed · \[.+\]\(https:.+\) · \[reference\]\(https:.+\)$/)
  })

  it('should list the error codes that are in its sources', () => {
    const section = /^## Errors$([^]*)/m.exec(readme)?.[1] ?? ''
    const listed = /Codes of this package: ([^]*?)\. /.exec(section)?.[1] ?? ''
    expect([...listed.matchAll(/`(\w+)`/g)].map(([, code]) => code)).toEqual(codesIn(item))
  })
})

const pages = join(root, 'apps/docs/pages')
const hasGuides = existsSync(join(pages, 'guides'))

describe('links to the site', () => {
  it.skipIf(!hasGuides)(`should lead to a page${hasGuides ? '' : ' (skipped: the guides are not here)'}`, () => {
    const readmes = [readFileSync(join(root, 'README.md'), 'utf8'), ...publishedPackages.map(readmeOf)].join('\n')
    const links = [...readmes.matchAll(/https:\/\/wordloom\.github\.io\/wordloom\/([\w/-]+)\.html/g)]
    expect(links.length).toBeGreaterThan(20)
    // Pages of the reference are made of the packages when the site is built.
    const written = links.map(([, page]) => page!).filter((page) => !page.startsWith('api/'))
    expect(written.filter((page) => !existsSync(join(pages, `${page}.md`)))).toEqual([])
  })
})

describe('the picture of the README', () => {
  it('should differ in nothing but colours between light and dark', () => {
    const [light, dark] = ['light', 'dark'].map((theme) => {
      const svg = readFileSync(join(root, `docs/pictures/overview-${theme}.svg`), 'utf8')
      return svg.replaceAll(/(fill|stroke): #[\da-f]{6}/g, '$1: COLOUR')
    })
    expect(dark).toBe(light)
  })
})
