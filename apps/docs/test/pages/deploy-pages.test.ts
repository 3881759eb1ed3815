import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { page, root, text } from '../built-site.js'
import { writtenPages } from './page-blocks.js'

const deploy = [...writtenPages].filter(([path]) => path.startsWith('deploy/'))
const programs = join(root, '../../interop/programs')

describe('the pages about deploying', () => {
  it('should be there for every language that has programs', () => {
    const languages = readdirSync(programs).filter((name) => name !== 'javascript')
    const expected = [...languages, 'browser', 'node'].map((name) => `deploy/${name}.md`)
    expect(deploy.map(([path]) => path)).toEqual(expected.sort())
  })

  it.each(deploy)('should show the programs that are run, to the letter: %s', (path, source) => {
    const shown = text(page(path.replace('.md', '.html')))
    const included = Array.from(source.matchAll(/^<<< (\S+?)(?:\{\w+\})?(?: .*)?$/gm), ([, name]) => name!)
    expect(included.length).toBeGreaterThan(0)
    for (const name of included) {
      expect(shown).toContain(readFileSync(join(root, 'pages/deploy', name), 'utf8').trim())
    }
  })

  it.each(deploy.filter(([, source]) => source.includes('@include')))(
    'should say how to build, and how to make ids: %s',
    (path) => {
      expect(text(page(path.replace('.md', '.html')))).toMatch(/Ids of (a text|texts), with vocabulary\.txt/)
    },
  )
})
