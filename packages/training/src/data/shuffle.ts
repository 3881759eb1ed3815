import type { RandomGenerator } from '@wordloom/core'

/**
 * Shuffles in place; every order is equally likely.
 * @see https://en.wikipedia.org/wiki/Fisher%E2%80%93Yates_shuffle (Durstenfeld's version)
 */
export function shuffle(values: number[] | Int32Array, random: RandomGenerator): void {
  for (let last = values.length - 1; last > 0; last--) {
    const chosen = random.nextInteger(last + 1)
    const value = values[last]!
    values[last] = values[chosen]!
    values[chosen] = value
  }
}
