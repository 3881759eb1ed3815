import { createRandom } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { createFingerprint, fingerprintOf } from '../../src/checkpoints/fingerprint.js'
import { createHeldOut } from '../../src/dataset/held-out.js'
import { shuffleBuffer } from '../../src/dataset/shuffle-buffer.js'
import { createTokenCounts } from '../../src/dataset/token-counts.js'

async function* numbers(count: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) yield i
}

async function shuffled(count: number, size: number, seed = 1): Promise<number[]> {
  const result: number[] = []
  for await (const item of shuffleBuffer(numbers(count), size, createRandom(seed))) result.push(item)
  return result
}

describe('shuffleBuffer', () => {
  it.each([
    [0, 5],
    [3, 5],
    [5, 5],
    [100, 7],
    [100, 1],
    [1000, 1000],
  ])('should give every one of %i items once, with room for %i', async (count, size) => {
    const result = await shuffled(count, size)
    expect(result.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
    for (const [place, item] of result.entries()) expect(item - place).toBeLessThanOrEqual(size)
  })

  it('should depend on the seed alone, and mix as far as the buffer reaches', async () => {
    expect(await shuffled(500, 100)).toEqual(await shuffled(500, 100))
    expect(await shuffled(500, 100)).not.toEqual(await shuffled(500, 100, 2))
    const moved = (await shuffled(20_000, 1000)).map((item, place) => Math.abs(item - place))
    const mean = moved.reduce((sum, each) => sum + each, 0) / moved.length
    // The wait of an item is geometric with mean 1000, less the 1000 by which all are late: mean distance 2000/e.
    expect(mean).toBeGreaterThan(650)
    expect(mean).toBeLessThan(820)
  })

  it('should end its source when it is given up', async () => {
    let ended = false
    async function* source(): AsyncGenerator<number> {
      try {
        yield* numbers(100)
      } finally {
        ended = true
      }
    }
    for await (const _ of shuffleBuffer(source(), 10, createRandom(1))) break
    expect(ended).toBe(true)
  })
})

describe('createHeldOut', () => {
  it.each([0, 0.01, 0.1, 0.5, 0.99])('should set a share of %d aside, independently of the numbers', (share) => {
    const isHeldOut = createHeldOut(42, share)
    const rows = 100_000
    let count = 0
    const byRemainder = [0, 0, 0, 0]
    let pairs = 0
    for (let row = 0; row < rows; row++) {
      if (!isHeldOut(row)) continue
      count += 1
      byRemainder[row % 4]! += 1
      if (row > 0 && isHeldOut(row - 1)) pairs += 1
    }
    const deviation = (total: number, probability: number): number =>
      5 * Math.sqrt(total * probability * (1 - probability))
    expect(Math.abs(count - rows * share)).toBeLessThanOrEqual(deviation(rows, share))
    for (const each of byRemainder) {
      expect(Math.abs(each - (rows / 4) * share)).toBeLessThanOrEqual(deviation(rows / 4, share))
    }
    expect(Math.abs(pairs - rows * share ** 2)).toBeLessThanOrEqual(deviation(rows, share ** 2) * 1.5)
  })

  it('should set other rows aside for another seed, also beyond 32 bits, and not repeat after 2³² rows', () => {
    const chosen = (seed: number, from = 0): number[] => {
      const isHeldOut = createHeldOut(seed, 0.1)
      return Array.from({ length: 1000 }, (_, i) => i).filter((i) => isHeldOut(from + i))
    }
    expect(chosen(1)).toEqual(chosen(1))
    expect(new Set([chosen(1), chosen(2), chosen(2 ** 32 + 1), chosen(1, 2 ** 32)].map(String)).size).toBe(4)
  })
})

describe('createTokenCounts', () => {
  it('should count exactly while there is room', () => {
    const { add, counts } = createTokenCounts(3)
    for (const token of ['a', 'b', 'a', 'c', 'a', 'b']) add(token)
    expect(Object.fromEntries(counts)).toEqual({ a: 3, b: 2, c: 1 })
  })

  it('should forget rare tokens, and keep frequent ones whole', () => {
    const random = createRandom(3)
    const { add, counts } = createTokenCounts(1000)
    for (let i = 0; i < 100_000; i++) {
      add(i % 2 === 0 ? `frequent${(i / 2) % 100}` : `rare${random.nextInteger(1_000_000)}`)
      expect(counts.size).toBeLessThanOrEqual(1000)
    }
    for (let i = 0; i < 100; i++) expect(counts.get(`frequent${i}`)).toBeGreaterThan(450)
  })
})

describe('createFingerprint', () => {
  it('should change with every bit, length and order', () => {
    const bytes = Uint8Array.from({ length: 41 }, (_, i) => i)
    const seen = new Set([
      fingerprintOf(bytes),
      fingerprintOf(bytes.subarray(0, 40)),
      fingerprintOf(new Uint8Array(41)),
    ])
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice()
      changed[bit >> 3]! ^= 1 << (bit & 7)
      seen.add(fingerprintOf(changed))
    }
    expect(seen.size).toBe(3 + bytes.length * 8)
    const ofTexts = (...texts: string[]): string => {
      const fingerprint = createFingerprint()
      for (const text of texts) fingerprint.addText(text)
      return fingerprint.digest()
    }
    const texts = [['ab', 'c'], ['a', 'bc'], ['abc'], ['c', 'ab'], ['ab', 'c', ''], [''], []]
    expect(new Set(texts.map((each) => ofTexts(...each))).size).toBe(texts.length)
  })

  it('should not depend on where the bytes lie', () => {
    const whole = Uint8Array.from({ length: 100 }, (_, i) => i)
    for (let offset = 1; offset < 8; offset++) {
      const moved = new Uint8Array(whole.length + offset)
      moved.set(whole, offset)
      expect(fingerprintOf(moved.subarray(offset))).toBe(fingerprintOf(whole))
    }
  })

  it('should tell numbers apart, down to the last bit', () => {
    const values = [0, -0, 1, 1 + Number.EPSILON, Infinity, NaN, 2 ** 53]
    const digests = values.map((value) => {
      const fingerprint = createFingerprint()
      fingerprint.addNumber(value)
      return fingerprint.digest()
    })
    expect(new Set(digests).size).toBe(values.length)
    expect(digests.every((digest) => /^[0-9a-f]{16}$/.test(digest))).toBe(true)
  })
})
