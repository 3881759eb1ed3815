/**
 * float32 → IEEE 754 binary16 bits, rounding half to even; too large becomes infinity.
 * @see https://en.wikipedia.org/wiki/Half-precision_floating-point_format
 */
export function float32ToHalf(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  // Plain loops here and below: `from` with a callback takes ten times as long, and tables have millions of values.
  const halves = new Uint16Array(bits.length)
  for (let index = 0; index < bits.length; index++) halves[index] = halfBits(bits[index]!)
  return halves
}

function halfBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000
  const magnitude = bits & 0x7fffffff
  if (magnitude > 0x7f800000) return sign | 0x7e00
  // 65520 is half-way between the largest finite half and the next power of two: it rounds to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00
  if (magnitude >= 0x38800000) {
    const rebased = magnitude - 0x38000000
    return sign | ((rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13)
  }
  if (magnitude < 0x33000000) return sign
  const shift = 126 - (magnitude >>> 23)
  const mantissa = (magnitude & 0x7fffff) | 0x800000
  const half = 1 << (shift - 1)
  const kept = mantissa >>> shift
  const rest = mantissa & ((1 << shift) - 1)
  return sign | (kept + (rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0))
}

/** IEEE 754 binary16 bits → float32, exactly. */
export function halfToFloat32(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length)
  for (let index = 0; index < halves.length; index++) values[index] = halfValue(halves[index]!)
  return values
}

/** What the last place of a fraction is worth, by exponent. */
const places = Array.from({ length: 31 }, (_, exponent) => 2 ** (Math.max(exponent, 1) - 25))

function halfValue(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (exponent === 0 ? fraction : 1024 + fraction) * places[exponent]!
}
