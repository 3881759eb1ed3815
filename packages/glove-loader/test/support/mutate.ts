import { randomOf } from './vector-texts.js'

/** What programs trip over: signs, sizes, and bytes that formats give a meaning. */
const numbers = [0, 1, -1, 2, 255, 256, 65_535, 65_536, 2 ** 24, 2 ** 31 - 1, -(2 ** 31), 0x7f800000, 0x7fc00000]
const bytesWithMeaning = [0x00, 0x0a, 0x0d, 0x20, 0x22, 0x28, 0x2d, 0x30, 0x39, 0x5b, 0x7b, 0x7d, 0x80, 0xff]

/** A file with a few changes: other bytes and numbers, parts left out, repeated, or taken from another file. */
export function mutate(bytes: Uint8Array, other: Uint8Array, seed: number): Uint8Array {
  const random = randomOf(seed)
  let result = Uint8Array.from(bytes)
  for (let change = 1 + random(4); change > 0; change--) {
    // Headers are short and decide most.
    const at = random(random(2) === 0 ? Math.min(120, result.length + 1) : result.length + 1)
    const length = random(random(2) === 0 ? 8 : result.length + 1)
    const before = result.subarray(0, at)
    const after = result.subarray(at)
    switch (random(8)) {
      case 0:
        if (at < result.length) result[at]! ^= 1 << random(8)
        break
      case 1:
        if (at < result.length) result[at] = bytesWithMeaning[random(bytesWithMeaning.length)]!
        break
      case 2:
        if (at + 4 <= result.length) view(result).setInt32(at, numbers[random(numbers.length)]!, true)
        break
      case 3:
        if (at + 8 <= result.length) view(result).setBigInt64(at, 1n << BigInt(random(63)), true)
        break
      case 4:
        result = joined(before, after.subarray(length))
        break
      case 5:
        result = joined(before, after.subarray(0, length), after)
        break
      case 6:
        result = joined(before, other.subarray(random(other.length), random(other.length) + length), after)
        break
      default:
        // The digits of a size in a text header.
        result = joined(before, new TextEncoder().encode(String(numbers[random(numbers.length)])), after)
    }
  }
  return result
}

export function randomBytes(seed: number): Uint8Array {
  const random = randomOf(seed)
  return Uint8Array.from({ length: random(3_000) }, () => random(256))
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts))
}
