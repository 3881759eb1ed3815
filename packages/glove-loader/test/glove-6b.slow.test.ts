import { tensorFromFloat32 } from '@wordloom/core'
import { gloveMini } from '@wordloom/glove-mini'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, type TestContext } from 'vitest'
import { loadVectors } from '../src/index.js'
import { float32, wordsOf } from './parse-text.js'

const original = process.env['WORDLOOM_GLOVE_6B_50D'] ?? join(homedir(), '.cache', 'glove', 'glove.6B.50d.txt')

function needsOriginal({ skip }: TestContext): void {
  if (!existsSync(original)) skip(`the original file is not here: set WORDLOOM_GLOVE_6B_50D (looked for ${original})`)
}

describe('glove.6B.50d.txt', () => {
  it('should be read whole, number by number', async (context) => {
    needsOriginal(context)
    const loaded = await loadVectors(original)
    const { embedding, report } = loaded

    expect(report).toMatchObject({
      rows: 400_000,
      kept: 400_000,
      dimension: 50,
      header: undefined,
      unknownRow: 'policy',
      skipped: { total: 0 },
      duplicates: { total: 0 },
      tokensWithSpaces: { total: 0 },
    })
    expect([...embedding.vector('the').subarray(0, 5)]).toEqual(float32(0.418, 0.24968, -0.41242, 0.1217, 0.34527))
    const lines = (await readFile(original, 'utf8')).split('\n')
    expect(lines.pop()).toBe('')
    const differing = lines.findIndex((line, index) => {
      const fields = line.split(' ')
      const row = embedding.row(index + 2)
      return (
        embedding.vocabulary.token(index + 2) !== fields[0] ||
        row.some((value, column) => value !== Math.fround(Number(fields[column + 1])))
      )
    })
    expect(differing).toBe(-1)
  })

  it('should be what glove-mini holds, its first 20,000 rows rounded to float16', async (context) => {
    needsOriginal(context)
    const loaded = await loadVectors(original, { limit: gloveMini.words })
    const data = loaded.embedding.matrix.slice(2 * gloveMini.dimension)
    const { bytes } = tensorFromFloat32({ shape: [gloveMini.words, gloveMini.dimension], data }, 'F16')
    const mini = await readFile(gloveMini.vectors)

    expect(wordsOf(loaded).join('\n')).toBe((await readFile(gloveMini.vocabulary, 'utf8')).trimEnd())
    expect(mini.subarray(-bytes.length).equals(bytes)).toBe(true)
  })

  it('should give the rows of given words, and no others, from the whole file', async (context) => {
    needsOriginal(context)
    const { embedding, report } = await loadVectors(original, {
      words: new Set(['sandberger', 'the', 'no-such-word-1']),
    })

    expect(wordsOf({ embedding })).toEqual(['the', 'sandberger'])
    expect([...embedding.vector('sandberger').subarray(0, 3)]).toEqual(float32(0.072617, -0.51393, 0.4728))
    expect(report).toMatchObject({ rows: 400_000, kept: 2, notAskedFor: 399_998 })
  })
})
