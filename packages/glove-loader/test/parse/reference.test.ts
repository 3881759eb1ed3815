import type { Embedding } from '@wordloom/core'
import fc from 'fast-check'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadVectors, parseVectors } from '../../src/index.js'
import { parseRegularFile } from '../../src/node/parse-file.js'
import { anySeed, makeText, meaningOf, randomOf, randomPieces, type VectorText } from '../support/vector-texts.js'

const folder = mkdtempSync(join(tmpdir(), 'wordloom-reference-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'vectors.txt')

/** Compares words and all bits of numbers; quicker than a matcher for a hundred thousand rows. */
function expectMeaning({ vocabulary, matrix, dimension }: Embedding, meaning: ReadonlyMap<string, number[]>): void {
  expect(vocabulary.size - 2).toBe(meaning.size)
  let id = 2
  for (const [word, values] of meaning) {
    const row = matrix.subarray(id * dimension, (id + 1) * dimension)
    const isSame = vocabulary.token(id) === word && values.every((value, column) => Object.is(value, row[column]))
    if (!isSame || vocabulary.id(word) !== id) {
      expect([vocabulary.token(id), vocabulary.id(word), ...row]).toEqual([word, id, ...values])
    }
    id += 1
  }
}

const expectUnknown = ({ matrix, dimension }: Embedding, { unknown }: VectorText): void => {
  if (unknown !== undefined)
    expect([...matrix.subarray(dimension, 2 * dimension)]).toEqual(unknown.map((text) => Math.fround(Number(text))))
}

describe('a text of vectors', () => {
  it.each([1, 2, 3])('should mean the same to %i threads as to a plain reading', async (threads) => {
    await fc.assert(
      fc.asyncProperty(anySeed, async (seed) => {
        const text = makeText(seed, 40_000, true)
        writeFileSync(path, text.bytes)
        expect(text.bytes.length).toBeGreaterThan(2 ** 20)

        // Nothing is left to the parser that reads in order: it is the threads that are tested.
        const parsed = await parseRegularFile(path, 'vectors', { threads })
        expectMeaning(parsed!.embedding, meaningOf(text))
        const loaded = await loadVectors(path, { threads })
        expectMeaning(loaded.embedding, meaningOf(text))
        expect(loaded.report).toMatchObject({ rows: text.rows.length, kept: text.rows.length })

        const wanted = new Set(text.rows.filter((_, row) => row % 97 === seed % 97).map(([word]) => word))
        const some = await loadVectors(path, { threads, words: wanted })
        expectMeaning(some.embedding, meaningOf({ rows: text.rows.filter(([word]) => wanted.has(word)) }))
        expect(some.report).toMatchObject({ rows: text.rows.length, kept: wanted.size })
      }),
      { numRuns: 3 },
    )
  })

  it.each([1, 2, 3])('should mean the same to %i threads when some rows are odd', async (threads) => {
    await fc.assert(
      fc.asyncProperty(anySeed, async (seed) => {
        const text = makeText(seed, 20_000, false)
        writeFileSync(path, text.bytes)

        const { embedding, report } = await loadVectors(path, { threads, mode: 'lenient' })
        expectMeaning(embedding, meaningOf(text))
        expectUnknown(embedding, text)
        const unknownRows = text.unknown === undefined ? 0 : 1
        expect(report.rows).toBeLessThanOrEqual(text.rows.length + text.bad + unknownRows)
        expect(report.duplicates.total).toBe(text.rows.length - meaningOf(text).size)
      }),
      { numRuns: 2 },
    )
  })

  it('should mean the same in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySeed,
        fc.constantFrom(1, 2, 50, 5_000, 400_000),
        fc.boolean(),
        async (seed, longest, regular) => {
          const text = makeText(seed, longest < 50 ? 200 : 2_000, regular)
          const pieces = randomPieces(text.bytes, seed, longest)
          const { embedding } = await parseVectors(pieces, { mode: 'lenient' })

          expectMeaning(embedding, meaningOf(text))
          expectUnknown(embedding, text)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('should mean the same up to every limit', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, fc.integer({ min: 1, max: 3_000 }), async (seed, limit) => {
        const text = makeText(seed, 2_500, randomOf(seed)(2) === 0)
        const { embedding } = await parseVectors([text.bytes], { mode: 'lenient', limit })

        expectMeaning(embedding, new Map([...meaningOf(text)].slice(0, limit)))
      }),
      { numRuns: 20 },
    )
  })

  it('should be refused at its first bad row, whose place is said', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, fc.integer({ min: 200, max: 39_000 }), async (seed, row) => {
        const { rows, dimension } = makeText(seed, 40_000, true)
        const lines = rows.map(([word, numbers]) => `${word} ${numbers.join(' ')}\n`)
        const byte = Buffer.byteLength(lines.slice(0, row).join(''))
        lines[row] = `bad${' 1'.repeat(dimension - 1)} 1x\n`
        writeFileSync(path, lines.join(''))

        const place = { file: path, line: row + 1, byte: byte + 3 + 2 * (dimension - 1) + 1 }
        await expect(loadVectors(path, { threads: 2 })).rejects.toMatchObject({ code: 'NOT_A_NUMBER', details: place })
      }),
      { numRuns: 2 },
    )
  })
})
