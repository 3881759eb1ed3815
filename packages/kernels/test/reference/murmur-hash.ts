/**
 * MurmurHash3_x86_32 over bytes, word by word.
 * @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
 */
export function murmurHash3(bytes: Uint8Array, seed: number): number {
  const blocks = bytes.length >> 2
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let hash = seed
  for (let i = 0; i < blocks; i++) {
    hash = rotate(hash ^ scramble(view.getInt32(4 * i, true)), 13)
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0
  }
  let tail = 0
  for (let i = bytes.length - 1; i >= 4 * blocks; i--) tail = (tail << 8) | bytes[i]!
  hash ^= scramble(tail) ^ bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The hash of 32-bit words in little-endian order. */
export function hashWords(words: readonly number[], seed: number): number {
  const view = new DataView(new ArrayBuffer(4 * words.length))
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word >>> 0, true)
  return murmurHash3(new Uint8Array(view.buffer), seed)
}

function scramble(word: number): number {
  return Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593)
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
