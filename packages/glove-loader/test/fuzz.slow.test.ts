import { expect, it } from 'vitest'
import { loadVectors } from '../src/index.js'
import { optionsFor, otherBytes, otherFiles } from './formats/figures.js'
import { fuzz, loadAnything } from './support/fuzz.js'

it('should read or refuse whatever comes, for a minute', { timeout: 120_000 }, async () => {
  const before = process.memoryUsage().rss
  const { read, refused } = await fuzz({ runs: 1_000_000, milliseconds: 60_000 })

  expect(read + refused).toBeGreaterThan(2_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(1024 * 2 ** 20)
})

it('should read or refuse every file that is cut, at every length', { timeout: 300_000 }, async () => {
  for (const name of otherFiles) {
    const whole = otherBytes(name)
    for (let length = 0; length < whole.length; length++) {
      for (const mode of ['strict', 'lenient'] as const) {
        await loadAnything(whole.subarray(0, length), { ...optionsFor(name), mode })
      }
    }
  }
})

it(
  'should read more text than one string of JavaScript can hold (nodejs/node#9489)',
  { timeout: 120_000 },
  async () => {
    const row = `${'0.125 '.repeat(49)}0.25\n`
    const piece = new TextEncoder().encode(Array.from({ length: 3_000 }, (_, word) => `w${word} ${row}`).join(''))
    const pieces = Math.ceil((2 ** 29 + 2 ** 20) / piece.length)
    async function* stream(): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < pieces; count++) yield piece
      yield new TextEncoder().encode(`last ${row}`)
    }
    const { embedding, report } = await loadVectors(stream())

    expect(report.rows).toBe(3_000 * pieces + 1)
    expect(report.kept).toBe(3_001)
    expect(embedding.vector('last').at(-1)).toBe(0.25)
  },
)
