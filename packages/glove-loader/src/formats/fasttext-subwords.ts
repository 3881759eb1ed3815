/** How words are cut into n-grams, as the model was trained. */
export interface SubwordRules {
  /** Shortest and longest n-gram in characters; 0 for none. */
  readonly minimum: number
  readonly maximum: number
  readonly buckets: number
}

const fnvOffset = 0x811c9dc5
const fnvPrime = 0x01000193

/** A step of fastText's FNV-1a, which takes bytes as signed numbers. */
const hashByte = (hash: number, byte: number): number => Math.imul(hash ^ ((byte << 24) >> 24), fnvPrime)

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

/**
 * Buckets of the n-grams of a word between `<` and `>`, in fastText's order.
 *
 * @see https://github.com/facebookresearch/fastText, `src/dictionary.cc`, `computeSubwords`
 */
export function subwordBuckets(word: Uint8Array, { minimum, maximum, buckets }: SubwordRules): number[] {
  const bytes = new Uint8Array(word.length + 2)
  bytes[0] = 0x3c
  bytes.set(word, 1)
  bytes[bytes.length - 1] = 0x3e
  const found: number[] = []
  if (buckets === 0) return found
  for (let start = 0; start < bytes.length; start++) {
    if (isContinuation(bytes[start])) continue
    let end = start
    // Of the bytes up to `end`: a longer n-gram goes on from the shorter one.
    let hash = fnvOffset
    for (let characters = 1; end < bytes.length && characters <= maximum; characters++) {
      do hash = hashByte(hash, bytes[end++]!)
      while (isContinuation(bytes[end]))
      const isBorder = characters === 1 && (start === 0 || end === bytes.length)
      if (characters >= minimum && !isBorder) found.push((hash >>> 0) % buckets)
    }
  }
  return found
}
