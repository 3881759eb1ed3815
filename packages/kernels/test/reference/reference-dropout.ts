import { hashWords } from './murmur-hash.js'

/** Where an element that dropout decides about stands. */
export interface DropoutPlace {
  /** 0 behind the first encoder layer, and so on; behind the pooling, number of encoder layers - 1. */
  readonly layer: number
  readonly row: number
  /** Among the tokens of the row; 0 behind the pooling. */
  readonly position: number
  readonly column: number
}

/** What an element is multiplied with: 0, or the scale of those that stay. */
export type DropoutMask = (place: DropoutPlace) => number

/**
 * The mask of the kernels, computed by another program: MurmurHash3, seeded with the lower half of the seed, of its upper
 * half, the number of steps before this one, layer, position, row and column.
 */
export function hashedDropout(rate: number, seed: number, step: number): DropoutMask {
  const scale = 1 / (1 - rate)
  const threshold = Math.floor(rate * 2 ** 32)
  return ({ layer, row, position, column }) =>
    hashWords([Math.floor(seed / 2 ** 32), step, layer, position, row, column], seed >>> 0) < threshold ? 0 : scale
}
