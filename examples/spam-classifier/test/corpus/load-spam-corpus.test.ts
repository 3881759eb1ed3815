import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { htmlTag } from '../../src/corpus/html-to-plain-text.js'
import type { SpamCorpus } from '../../src/corpus/index.js'
import { loadSpamCorpus } from '../../src/corpus/index.js'
import { openingWords } from '../../src/corpus/split-corpus.js'

describe('loadSpamCorpus', () => {
  let corpus: SpamCorpus
  const progress: number[] = []

  beforeAll(async () => {
    corpus = await loadSpamCorpus({ onProgress: ({ done }) => progress.push(done) })
  })

  const share = (labels: readonly string[]): number => labels.filter((label) => label === 'spam').length

  it('should read all 6,046 messages', () => {
    expect(corpus.train.texts.length + corpus.test.texts.length).toBe(6046)
    expect(share(corpus.train.labels) + share(corpus.test.labels)).toBe(1896)
    expect(corpus.unparsedCount).toBe(0)
    expect(progress.at(-1)).toBe(6046)
  })

  it('should set a fifth of each label aside', () => {
    expect(corpus.test.texts).toHaveLength(1209)
    expect(corpus.test.labels).toHaveLength(1209)
    expect(share(corpus.test.labels)).toBe(379)
    expect(corpus.train.labels).toHaveLength(corpus.train.texts.length)
  })

  it('should give the same texts everywhere', () => {
    const hash = createHash('sha256')
    for (const { texts, labels } of [corpus.train, corpus.test]) {
      for (const [index, text] of texts.entries()) hash.update(`${labels[index]}\0${text}\0`)
    }
    expect(hash.digest('hex')).toMatchInlineSnapshot(
      `"04b72876162eece1c37fce6141056a20bb59998779ccfb65b959ff119b22066b"`,
    )
  })

  it('should leave no HTML tags, except in two messages that spell one out', () => {
    const tagged = [...corpus.train.texts, ...corpus.test.texts].filter((text) => htmlTag.test(text))
    expect(tagged).toHaveLength(2)
    expect(tagged.map((text) => htmlTag.exec(text)?.[0])).toEqual(['<strong>', '<strong>'])
  })

  it('should have no test text that begins like one of the training part', () => {
    const trained = new Set(corpus.train.texts.map(openingWords))
    expect(trained.size).toBeGreaterThan(4000)
    expect(corpus.test.texts.filter((text) => trained.has(openingWords(text)))).toEqual([])
  })
})
