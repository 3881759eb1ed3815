import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createProgram } from '@wordloom/cli'
import { errorCodes } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { attributes, page, pages, paths, root, site, styles, text } from './built-site.js'

/** What of `interop/results.json` is shown. */
interface InteropResults {
  readonly runtimes: readonly {
    readonly title: string
    readonly version?: string
    readonly models: readonly { readonly model: string; readonly largestDifference?: number; readonly lack?: string }[]
  }[]
}

describe('the site', () => {
  it('should have a page for every Markdown file', async () => {
    const sources = (await readdir(join(root, 'pages'))).filter((name) => name.endsWith('.md'))
    expect(sources).toEqual(
      expect.arrayContaining([
        'index.md',
        'start.md',
        'vectors.md',
        'command-line.md',
        'padding.md',
        'runtimes.md',
        'architecture.md',
        'errors.md',
      ]),
    )
    for (const source of sources) {
      // The first page has a title above its text, and no heading of its own.
      const title = /^(?:# |title: )(.+)$/m.exec(await readFile(join(root, 'pages', source), 'utf8'))![1]!
      expect(page(source.replace(/\.md$/, '.html'))).toMatch(new RegExp(`<h1[^>]*>(<span[^>]*>)?${title}`))
    }
  })

  it('should list every error code with its meaning', () => {
    const html = page('errors.html')
    for (const [code, meaning] of Object.entries(errorCodes)) {
      expect(html).toContain(`id="${code}"`)
      expect(text(html)).toContain(meaning)
    }
  })

  it('should describe every command and option of the command line', () => {
    const io = { stdin: (async function* () {})(), stdout: process.stdout, stderr: process.stderr, env: {} }
    const program = createProgram({ ...io, onInterrupt: () => () => undefined })
    const commands = program.commands.flatMap((command) => (command.commands.length === 0 ? command : command.commands))
    const shown = text(page('command-line.html'))
    expect(commands.length).toBeGreaterThan(0)
    for (const command of commands) {
      const group = command.parent === program ? '' : `${command.parent!.name()} `
      expect(shown).toContain(`wordloom ${group}${command.name()}`)
      for (const { flags, description } of command.options) {
        expect(shown).toContain(flags)
        expect(shown).toContain(description)
      }
    }
  })

  it('should list every runtime with its version and its largest difference', async () => {
    const path = join(root, '../../interop/results.json')
    const { runtimes } = JSON.parse(await readFile(path, 'utf8')) as InteropResults
    const shown = text(page('runtimes.html'))
    expect(runtimes.length).toBeGreaterThan(10)
    for (const { title, version, models } of runtimes) {
      expect(shown).toContain(title)
      if (version !== undefined) expect(shown).toContain(version)
      for (const { model, largestDifference, lack } of models) {
        expect(shown).toContain(lack === undefined ? largestDifference!.toExponential(1) : model)
        if (lack !== undefined) expect(shown).toContain(lack.replaceAll('`', ''))
      }
    }
  })

  it('should ask no other host for anything', () => {
    expect(pages().length).toBeGreaterThan(6)
    for (const [path, html] of pages()) {
      const sources = [
        ...attributes(html, /<(?:script|img|iframe|source|video|audio|object|embed)\b[^>]*?\s(?:src|data)="([^"]*)"/g),
        ...attributes(html, /<link\b[^>]*?\shref="([^"]*)"/g),
      ]
      expect(sources.length, path).toBeGreaterThan(0)
      for (const source of sources) expect(source, path).not.toMatch(/^(?:https?:)?\/\//)
    }
    expect(styles().length).toBeGreaterThan(0)
    for (const css of styles()) expect(css).not.toMatch(/(?:url\(|@import)\s*["']?(?:https?:)?\/\//)
  })

  it('should find error codes by its own search', async () => {
    const path = [...paths].find((name) => /@localSearchIndex.*\.js$/.test(name)) ?? expect.fail('there is no index')
    const index = await readFile(join(site, path), 'utf8')
    for (const code of Object.keys(errorCodes)) {
      for (const word of code.toLowerCase().split('_')) expect(index.includes(`["${word}",`), code).toBe(true)
    }
  })
})
