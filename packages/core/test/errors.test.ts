import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCodes, isWordloomError, WordloomError } from '@wordloom/core'
import { describe, expect, it } from 'vitest'

describe('WordloomError', () => {
  it('should say what, where, expected, received and what to do', () => {
    const error = new WordloomError('EMBEDDING_DIMENSION', 'A row has too few values', {
      file: 'glove.txt',
      line: 3,
      byte: 99,
      expected: 50,
      received: 49,
      hint: 'Was the download cut short?',
    })
    expect(error.message).toBe(
      'A row has too few values (glove.txt, line 3, byte 99): expected 50, received 49. Was the download cut short?',
    )
    expect(isWordloomError(error)).toBe(true)
    expect(isWordloomError(new Error('x'))).toBe(false)
  })

  it('should keep its cause', () => {
    const cause = new Error('underneath')
    expect(new WordloomError('FILE_READ_FAILED', 'No', { cause }).cause).toBe(cause)
  })

  it('should have every code that the packages throw in its list', () => {
    const packages = join(import.meta.dirname, '../..')
    const used = new Set<string>()
    for (const name of readdirSync(packages)) {
      const source = join(packages, name, 'src')
      for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.ts')) continue
        const text = readFileSync(join(source, file), 'utf8')
        for (const [, code] of text.matchAll(/new WordloomError\(\s*'([A-Z0-9_]+)'/g)) used.add(code!)
      }
    }
    expect(used.size).toBeGreaterThan(20)
    expect([...used].filter((code) => !Object.hasOwn(errorCodes, code))).toEqual([])
  })

  it('should name the page that explains it, or the one that a plugin names', () => {
    const { page } = new WordloomError('DATA_EMPTY', 'There are no rows')
    expect(page).toBe('https://wordloom.github.io/wordloom/errors/DATA_EMPTY.html')
    const own = 'https://example.org/errors#MY_CODE'
    expect(new WordloomError('MY_CODE', 'It is mine', { page: own })).toMatchObject({ page: own })
  })
})
