import { join } from 'node:path'
import { Application, type TypeDocOptions } from 'typedoc'
import { describe, expect, it } from 'vitest'
import { page, text } from './built-site.js'

interface Entry {
  readonly name: string
  readonly description: string
}

const folder = join(import.meta.dirname, '../api-reference')
const { publicEntries } = (await import(join(folder, 'entries.mjs'))) as { publicEntries: () => Entry[] }
const { default: options } = (await import(join(folder, 'typedoc.config.mjs'))) as { default: TypeDocOptions }

/** How many complaints the check of the reference has about a file. */
async function complaintsAbout(file: string): Promise<number> {
  const application = await Application.bootstrap({
    ...options,
    plugin: [],
    entryPoints: [join(import.meta.dirname, 'fixtures', file)],
    tsconfig: join(import.meta.dirname, 'fixtures/tsconfig.json'),
    packagesRequiringDocumentation: ['@wordloom/docs'],
    intentionallyNotDocumented: [],
    logLevel: 'None',
  })
  application.validate((await application.convert())!)
  return application.logger.warningCount
}

describe('the reference of the API', () => {
  it('should have a page for every entry that can be imported', () => {
    const entries = publicEntries()
    expect(entries.length).toBeGreaterThan(25)
    for (const { name } of entries) {
      const html = page(`api/${name.replace('@wordloom/', '')}.html`)
      expect(text(html)).toContain(name)
    }
  })

  it('should describe functions, options and their defaults', () => {
    const shown = text(page('api/core.html'))
    for (const part of ['createVocabulary()', 'labelSmoothing', 'WordloomError', 'Default value'])
      expect(shown).toContain(part)
  })

  it('should link codes of errors to their pages', () => {
    expect(page('api/core.html')).toMatch(
      /<a href="[^"]*errors\/EMBEDDING_SHAPE\.html"[^>]*><code>EMBEDDING_SHAPE<\/code>/,
    )
  })

  it('should be refused when something has no description', async () => {
    expect(await complaintsAbout('described.ts')).toBe(0)
    expect(await complaintsAbout('undescribed.ts')).toBe(1)
  })
})
