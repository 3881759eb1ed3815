const space = 0x20
const minus = 0x2d
const point = 0x2e
const digit0 = 0x30

/** Powers of ten that float64 holds exactly, as far as {@link mostDigits} digits behind a point need them. */
const powersOfTen: readonly number[] = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`))
/** Integers of so many digits are exact in float64. */
const mostDigits = 15

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const notFinite = /^[+-]?(?:nan|inf|infinity)(?:\([^)]*\))?$/i

/** Reads decimal numbers from bytes: the value is always that of `Number(text)`. */
export interface NumberReader {
  /** Where the field that was read last ends. */
  readonly end: number
  /**
   * Reads the field that begins at `start` and ends at a plain space or at `limit`. Gives NaN for everything that is not
   * a decimal number, or that becomes infinite in float32.
   */
  read(bytes: Uint8Array, start: number, limit: number): number
}

/**
 * Up to 15 digits with at most one point are an integer divided by a power of ten. Both are exact in float64, so their
 * quotient is correctly rounded (Clinger, How to Read Floating Point Numbers Accurately, 1990, the fast path). Everything
 * else goes through `Number`.
 */
export function createNumberReader(): NumberReader {
  const reader = {
    end: 0,
    read(bytes: Uint8Array, start: number, limit: number): number {
      let position = start
      const negative = bytes[position] === minus
      if (negative && position < limit) position += 1
      const first = position
      let value = 0
      while (position < limit) {
        const digit = bytes[position]! - digit0
        if (digit < 0 || digit > 9) break
        value = value * 10 + digit
        position += 1
      }
      let digits = position - first
      let decimals = 0
      if (position < limit && bytes[position] === point) {
        position += 1
        const firstDecimal = position
        while (position < limit) {
          const digit = bytes[position]! - digit0
          if (digit < 0 || digit > 9) break
          value = value * 10 + digit
          position += 1
        }
        decimals = position - firstDecimal
        digits += decimals
      }
      if (digits > 0 && digits <= mostDigits && (position === limit || bytes[position] === space)) {
        reader.end = position
        if (decimals > 0) value /= powersOfTen[decimals]!
        return negative ? -value : value
      }
      while (position < limit && bytes[position] !== space) position += 1
      reader.end = position
      return unusualNumber(asciiText(bytes, start, position))
    },
  }
  return reader
}

function unusualNumber(text: string): number {
  if (!decimal.test(text)) return NaN
  const value = Number(text)
  return Number.isFinite(Math.fround(value)) ? value : NaN
}

/** Whether a field was meant as a number: `nan` and `inf`, as C prints them, are. */
export function looksLikeNumber(text: string): boolean {
  return decimal.test(text) || notFinite.test(text)
}

/** Bytes as characters of the same code: exact for ASCII, and never an error. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let position = start; position < end; position++) text += String.fromCharCode(bytes[position]!)
  return text
}
