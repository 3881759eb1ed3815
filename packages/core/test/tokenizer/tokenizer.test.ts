import { readFileSync } from 'node:fs'
import { createTokenizer } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../fixtures.js'

const keras: { figures: { text: string; tokens: string[] }[] } = JSON.parse(
  readFileSync(new URL('../../../../reference/keras/figures/text-vectorization.json', import.meta.url), 'utf8'),
)

describe('text-vectorization tokenizer', () => {
  it('should split as Keras does with ASCII casing', () => {
    const tokenize = createTokenizer({ type: 'text-vectorization', casing: 'ascii' })
    expect(keras.figures.length).toBeGreaterThan(20)
    for (const { text, tokens } of keras.figures) expect(tokenize(text), JSON.stringify(text)).toEqual(tokens)
  })

  it('should lower-case and split every script by default', () => {
    const tokenize = createTokenizer({ type: 'text-vectorization', casing: 'unicode' })
    expect(tokenize("  Don't STOP, ÉCLAIR! ")).toEqual(['dont', 'stop', 'éclair'])
    expect(tokenize('ΣΟΦΊΑ\u00a0Ünï\u3000東京\u0085x')).toEqual(['σοφία', 'ünï', '東京', 'x'])
    expect(tokenize(' ?! ')).toEqual([])
  })

  it('should equal Keras on ASCII text with either casing', () => {
    const tokenize = createTokenizer({ type: 'text-vectorization', casing: 'unicode' })
    const ascii = keras.figures.filter(({ text }) => /^[\t-\r -~]*$/.test(text))
    expect(ascii.length).toBeGreaterThan(5)
    for (const { text, tokens } of ascii) expect(tokenize(text)).toEqual(tokens)
  })
})

describe('unicode-words tokenizer', () => {
  it('should find words in scripts without spaces', () => {
    expect(createTokenizer({ type: 'unicode-words', locale: 'zh' })('我喜欢自然语言处理。')).toContain('喜欢')
    expect(createTokenizer({ type: 'unicode-words', locale: 'ja' })('東京へ行きます')).toContain('東京')
    expect(createTokenizer({ type: 'unicode-words', locale: 'th' })('สวัสดีครับ')).toEqual(['สวัสดี', 'ครับ'])
  })

  it('should drop punctuation and lower-case', () => {
    expect(createTokenizer({ type: 'unicode-words', locale: 'en' })("Don't stop, É!")).toEqual(["don't", 'stop', 'é'])
  })

  it('should refuse a locale that is none', () => {
    expect(codeOf(() => createTokenizer({ type: 'unicode-words', locale: 'no such locale' }))).toBe('INVALID_ARGUMENT')
  })
})
