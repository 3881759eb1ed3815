import { describe, expect, it } from 'vitest'
import { tokenizerOption } from '../../src/options/tokenizer-option.js'

describe('tokenizerOption', () => {
  it('should give the specification of a name', () => {
    expect(tokenizerOption('text-vectorization-ascii')).toEqual({ type: 'text-vectorization', casing: 'ascii' })
    expect(tokenizerOption('spaces')).toEqual({ type: 'word-runs', casing: 'unicode', separators: 'spaces' })
    expect(tokenizerOption('unicode-words:ja')).toEqual({ type: 'unicode-words', locale: 'ja' })
  })

  it.each(['', 'words', 'unicode-words', 'unicode-words:', 'toString'])('should refuse %o with the names', (name) => {
    expect(() => tokenizerOption(name)).toThrow('word-runs')
  })
})
