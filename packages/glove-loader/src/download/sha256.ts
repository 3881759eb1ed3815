const blockBytes = 64
const firstPrimes = primes(64)
const roundConstants = Uint32Array.from(firstPrimes, (prime) => fraction(Math.cbrt(prime)))
const initialState = Uint32Array.from(firstPrimes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))

/** A SHA-256 that takes its bytes in pieces. */
export interface Sha256 {
  update(bytes: Uint8Array): void
  /** Lower-case hex. Nothing can be added after it. */
  hex(): string
}

/**
 * SHA-256 of a stream. Browsers have only one of bytes that are in memory as a whole, which archives of two gigabytes never
 * are, and none at all on pages without https.
 *
 * @see FIPS 180-4, section 6.2
 */
export function createSha256(): Sha256 {
  const state = initialState.slice()
  const words = new Uint32Array(64)
  const rest = new Uint8Array(blockBytes)
  let restBytes = 0
  let total = 0

  const update = (bytes: Uint8Array): void => {
    total += bytes.length
    let at = 0
    if (restBytes > 0) {
      at = Math.min(blockBytes - restBytes, bytes.length)
      rest.set(bytes.subarray(0, at), restBytes)
      restBytes += at
      if (restBytes < blockBytes) return
      compress(state, words, rest, 0)
      restBytes = 0
    }
    for (; at + blockBytes <= bytes.length; at += blockBytes) compress(state, words, bytes, at)
    rest.set(bytes.subarray(at))
    restBytes = bytes.length - at
  }

  return {
    update,
    hex() {
      const bits = BigInt(total) * 8n
      const padding = new Uint8Array((restBytes < 56 ? 56 : 120) - restBytes + 8)
      padding[0] = 0x80
      new DataView(padding.buffer).setBigUint64(padding.length - 8, bits)
      update(padding)
      return Array.from(state, (value) => value.toString(16).padStart(8, '0')).join('')
    },
  }
}

function compress(state: Uint32Array, words: Uint32Array, bytes: Uint8Array, at: number): void {
  for (let index = 0; index < 16; index++, at += 4) {
    words[index] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
  }
  for (let index = 16; index < 64; index++) {
    const early = words[index - 15]!
    const late = words[index - 2]!
    const first = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3)
    const second = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10)
    words[index] = words[index - 16]! + first + words[index - 7]! + second
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let index = 0; index < 64; index++) {
    const choice = (e & f) ^ (~e & g)
    const first = (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + choice) | 0
    const added = (first + roundConstants[index]! + words[index]!) | 0
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const second = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority) | 0
    h = g
    g = f
    f = e
    e = (d + added) | 0
    d = c
    c = b
    b = a
    a = (added + second) | 0
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index]! += value
}

function rotated(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by))
}

/** The first 32 bits behind the point. */
function fraction(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32)
}

function primes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  }
  return found
}
