import { mixed } from '../checkpoints/fingerprint.js'

/**
 * Decides for each row by its number alone whether it is set aside for validation, so that nothing need be remembered:
 * about `share` of the rows are, independently of each other.
 *
 * @param seed - another one sets other rows aside.
 * @param share - 0 or more and below 1.
 */
export function createHeldOut(seed: number, share: number): (row: number) => boolean {
  const threshold = share * 2 ** 32
  const salt = mixed((seed >>> 0) ^ mixed(Math.floor(seed / 2 ** 32) ^ 0x5bd1e995))
  return (row) => {
    if (threshold === 0) return false
    const high = mixed(Math.floor(row / 2 ** 32) ^ salt)
    return mixed(mixed(row >>> 0) ^ high) >>> 0 < threshold
  }
}
