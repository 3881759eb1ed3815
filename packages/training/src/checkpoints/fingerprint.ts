/** Tells data from other data: made piece by piece, 64 bits in the end. */
export interface Fingerprint {
  /** The characters and their number: `'ab', 'c'` differs from `'a', 'bc'`. */
  addText(text: string): void
  /** All 64 bits of a number. */
  addNumber(value: number): void
  /** The bytes and their number. */
  addBytes(values: ArrayBufferView): void
  /** 16 hexadecimal digits. */
  digest(): string
}

/**
 * Makes an empty fingerprint. It finds accidents, not attacks: for each word both halves of the state are multiplied by
 * odd numbers and rotated, which can be undone, so one changed word always changes the result, and several do but for a
 * chance of 2⁻⁶⁴. Gigabytes pass in seconds, which SHA-256 in JavaScript does not reach.
 */
export function createFingerprint(): Fingerprint {
  let a = 0x243f6a88
  let b = 0x85a308d3
  const addWord = (word: number): void => {
    a = Math.imul(a ^ word, 0x9e3779b1)
    a = (a << 13) | (a >>> 19)
    b = Math.imul((b + word) ^ a, 0x85ebca77)
    b = (b << 17) | (b >>> 15)
  }
  const double = new Float64Array(1)
  const words = new Int32Array(double.buffer)
  const addNumber = (value: number): void => {
    double[0] = value
    addWord(words[0]!)
    addWord(words[1]!)
  }
  return {
    addText(text) {
      let at = 0
      for (; at + 1 < text.length; at += 2) addWord(text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16))
      if (at < text.length) addWord(text.charCodeAt(at))
      addNumber(text.length)
    },
    addNumber,
    addBytes(values) {
      const whole = values.byteLength - (values.byteLength % 4)
      const isAligned = values.byteOffset % 4 === 0
      // A view of words needs an address that is a multiple of 4; what lies elsewhere is copied.
      const source = isAligned ? values.buffer : values.buffer.slice(values.byteOffset, values.byteOffset + whole)
      const view = new Int32Array(source, isAligned ? values.byteOffset : 0, whole / 4)
      for (let at = 0; at < view.length; at++) addWord(view[at]!)
      const rest = new Uint8Array(values.buffer, values.byteOffset + whole, values.byteLength - whole)
      for (const byte of rest) addWord(byte)
      addNumber(values.byteLength)
    },
    digest() {
      const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0')
      return `${hex(mixed(a ^ mixed(b)))}${hex(mixed(b))}`
    },
  }
}

/** Spreads every bit over all 32, so that similar states look different. It can be undone. */
export function mixed(word: number): number {
  let result = word ^ (word >>> 16)
  result = Math.imul(result, 0x7feb352d)
  result ^= result >>> 15
  result = Math.imul(result, 0x846ca68b)
  return result ^ (result >>> 16)
}

/** The fingerprint of one array or file. */
export function fingerprintOf(values: ArrayBufferView): string {
  const fingerprint = createFingerprint()
  fingerprint.addBytes(values)
  return fingerprint.digest()
}
