import { hashWord } from '@wordloom/core'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadVectors } from '../../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'wordloom-hostile-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Words whose FNV-1a has the same lower bits. Two blocks that lead from one state to the same lower bits can be put one after
 * another in any choice, so that n pairs of blocks give 2^n words; two for a pair are found by trying.
 */
function collidingWords(pairs: number, bits: number): string[] {
  const mask = 2 ** bits - 1
  const encoder = new TextEncoder()
  let prefix = ''
  const blocks: [string, string][] = []
  for (let pair = 0; pair < pairs; pair++) {
    const seen = new Map<number, string>()
    for (let number = 0; ; number++) {
      const block = number.toString(36).padStart(5, '0')
      const bytes = encoder.encode(prefix + block)
      // The lower bits of a hash depend on nothing but the lower bits before.
      const state = hashWord(bytes, 0, bytes.length, 0) & mask
      const other = seen.get(state)
      if (other !== undefined) {
        blocks.push([other, block])
        prefix += block
        break
      }
      seen.set(state, block)
    }
  }
  return Array.from({ length: 2 ** pairs }, (_, choice) =>
    blocks.map((pair, index) => pair[(choice >> index) & 1]).join(''),
  )
}

describe('words that are made to collide', () => {
  const words = collidingWords(15, 24)
  const text = words.map((word) => `${word} 0.5 0.25\n`).join('')

  it('should collide', () => {
    const encoder = new TextEncoder()
    const slots = new Set(words.map((word) => hashWord(encoder.encode(word), 0, word.length, 0) & (2 ** 24 - 1)))
    expect(slots.size).toBe(1)
    expect(new Set(words).size).toBe(words.length)
  })

  it('should be read in no more than some times of the usual time, on threads and in order', async () => {
    const harmless = words.map((_, row) => `${row.toString(36).padStart(75, 'x')} 0.5 0.25\n`).join('')
    const [hostilePath, harmlessPath] = [join(folder, 'hostile.txt'), join(folder, 'harmless.txt')]
    writeFileSync(hostilePath, text)
    writeFileSync(harmlessPath, harmless)
    const timeOf = async (load: () => Promise<unknown>): Promise<number> => {
      const start = performance.now()
      await load()
      return performance.now() - start
    }
    const usual = await timeOf(() => loadVectors(harmlessPath, { limit: words.length + 1 }))

    for (const options of [{ threads: 1 }, { threads: 3 }, { limit: words.length + 1 }, { mode: 'lenient' as const }]) {
      let vocabularySize = 0
      const time = await timeOf(async () => {
        const { embedding } = await loadVectors(hostilePath, options)
        vocabularySize = embedding.vocabulary.size
        // Questions are asked with the seed that the words do not know.
        for (let row = 0; row < words.length; row += 101) expect(embedding.vocabulary.id(words[row]!)).toBe(row + 2)
      })
      expect(vocabularySize).toBe(words.length + 2)
      // A search through all words before, for each, would take half a minute.
      expect(time).toBeLessThan(3_000 + 20 * usual)
    }
  })
})
