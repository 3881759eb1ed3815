import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCodes } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { exampleError } from '../.vitepress/errors/error-page.js'
import { explanations } from '../.vitepress/errors/explanations.js'
import { page, root, text } from './built-site.js'

const packages = join(root, '../../packages')
const sources = readdirSync(packages)
  .flatMap((name) => {
    const folder = join(packages, name, 'src')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    return files.map((file) => readFileSync(join(folder, file), 'utf8'))
  })
  .join('\n')

describe('the pages of error codes', () => {
  for (const [code, { causes, remedies, example }] of Object.entries(explanations)) {
    it(`should explain ${code} at the address that the error names`, () => {
      const error = exampleError(code as keyof typeof errorCodes)
      const html = page(new URL(error.page).pathname.replace('/wordloom/', ''))
      const shown = text(html).replace(/\s+/g, ' ')
      expect(shown).toContain(errorCodes[code as keyof typeof errorCodes])
      expect(shown).toContain(error.message.replace(/\s+/g, ' ').trim())
      expect(html.match(/<li>/g)?.length).toBeGreaterThanOrEqual(causes.length + remedies.length)
    })

    it(`should show a message of ${code} that the packages have`, () => {
      for (const part of example[0].split(/⟨[^⟩]*⟩/)) expect(sources.includes(part), part).toBe(true)
    })
  }
})
