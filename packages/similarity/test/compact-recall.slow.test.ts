import { compactEmbedding } from '@wordloom/core'
import { loadVectors } from '@wordloom/glove-loader'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSimilarity } from '../src/index.js'

const original = process.env['WORDLOOM_GLOVE_6B_50D'] ?? join(homedir(), '.cache', 'glove', 'glove.6B.50d.txt')

it('should find nearly all of the ten nearest words in compact tables', async ({ skip }) => {
  if (!existsSync(original)) skip(`the original file is not here: set WORDLOOM_GLOVE_6B_50D (looked for ${original})`)
  const { embedding } = await loadVectors(original)
  const words = [...embedding.vocabulary.tokens()].slice(2)
  // 500 of the 50,000 most frequent words, 500 of the others.
  const asked = Array.from({ length: 500 }, (_, index) => [words[index * 100]!, words[50_000 + index * 699]!]).flat()
  const exact = await createSimilarity(embedding)
  const expected = exact.mostSimilarOfMany(asked)
  for (const [dtype, least] of [
    ['float16', 0.999],
    ['int8', 0.96],
  ] as const) {
    const similarity = await createSimilarity(compactEmbedding(embedding, dtype))
    let found = 0
    for (const [index, word] of asked.entries()) {
      const wanted = new Set(expected[index]!.map((each) => each.word))
      found += similarity.mostSimilar(word).filter((each) => wanted.has(each.word)).length
    }
    console.log(`${dtype}: recall of the ten nearest words ${(found / asked.length / 10).toFixed(4)}`)
    expect(found / asked.length / 10).toBeGreaterThan(least)
    similarity.dispose()
  }
  exact.dispose()
}, 120_000)
