import { WordloomError } from '../errors.js'
import { naturalLogarithm } from './natural-logarithm.js'

/** The whole state of a {@link RandomGenerator}: four unsigned 32-bit words. */
export type RandomState = readonly [number, number, number, number]

/** A seeded source of random numbers: the same seed gives the same numbers on every machine and engine. */
export interface RandomGenerator {
  /** Uniform over 0 … 2³²−1. */
  nextUint32(): number
  /** Uniform over [0, 1) with 53 bits. */
  nextFloat(): number
  /** Uniform over 0 … bound−1 without bias; `bound` is 1 … 2³². */
  nextInteger(bound: number): number
  /** Standard normal (Marsaglia's polar method). */
  nextNormal(): number
  /** An independent generator that depends on this one's seed and the label, not on how often this one was used. */
  fork(label: string): RandomGenerator
  /** A copy of the state, to continue later with {@link restoreRandom}. */
  state(): RandomState
}

/**
 * Makes a generator: xoshiro128** 1.1 seeded through SplitMix32.
 *
 * @param seed - a safe integer ≥ 0.
 * @throws WordloomError `INVALID_ARGUMENT` when the seed is no such number.
 * @see https://prng.di.unimi.it/ (Blackman and Vigna, public domain)
 */
export function createRandom(seed: number): RandomGenerator {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new WordloomError('INVALID_ARGUMENT', 'A seed is a whole number of 0 or more', {
      name: 'seed',
      received: String(seed),
    })
  }
  return fromSeedWords(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0)
}

/** Continues a generator from a saved {@link RandomState}. Forks of it depend on that state. */
export function restoreRandom(state: RandomState): RandomGenerator {
  return generator([...state], state[0] ^ state[2], state[1] ^ state[3])
}

function fromSeedWords(low: number, high: number): RandomGenerator {
  let word = (low ^ Math.imul(high, 0x9e3779b9)) >>> 0
  const next = (): number => {
    word = (word + 0x9e3779b9) >>> 0
    let mixed = word ^ (word >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  return generator([next(), next(), next(), next()], low, high)
}

function generator(words: [number, number, number, number], seedLow: number, seedHigh: number): RandomGenerator {
  let [a, b, c, d] = words
  const nextUint32 = (): number => {
    const product = Math.imul(b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  const nextFloat = (): number => {
    const high = nextUint32() >>> 5
    return (high * 67108864 + (nextUint32() >>> 6)) / 9007199254740992
  }
  const nextNormal = (): number => {
    for (;;) {
      const x = 2 * nextFloat() - 1
      const y = 2 * nextFloat() - 1
      const square = x * x + y * y
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * naturalLogarithm(square)) / square)
    }
  }
  return {
    nextUint32,
    nextFloat,
    nextInteger(bound) {
      // Numbers below the threshold would make small results more likely; they are drawn again.
      const threshold = 2 ** 32 % bound
      for (;;) {
        const value = nextUint32()
        if (value >= threshold) return value % bound
      }
    },
    nextNormal,
    fork(label) {
      let hash = 0x811c9dc5 ^ seedLow
      for (const unit of label) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193)
      return fromSeedWords(hash >>> 0, (Math.imul(hash, 0x85ebca6b) ^ seedHigh ^ Math.imul(seedLow, 0xc2b2ae35)) >>> 0)
    },
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  }
}
