import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVectorMemory } from '../../src/vectors/vector-memory.js'
import {
  compileVectorParser,
  createParserJob,
  instantiateVectorParser,
  pieceResult,
  stopReason,
} from '../../src/vectors/vector-parser.js'

const module = await compileVectorParser(false)
const mostText = 65_536
const mostRows = 4_096

interface Parsed {
  readonly stop: number
  readonly rows: number
  readonly words: readonly string[]
  readonly matrix: readonly number[]
}

/** Parses a text in pieces of some length, in order. */
function parse(text: string | Uint8Array, dimension: number, pieceBytes = mostText): Parsed {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const memory = createVectorMemory(false)
  const kernels = instantiateVectorParser(module, memory)
  const job = createParserJob(memory)
  const pieces = Math.max(1, Math.ceil(bytes.length / pieceBytes))
  const start = memory.allocate(64 + bytes.length + 64) + 64
  const layout = {
    rowsBefore: memory.allocate(4 * (pieces + 1)),
    wordsBefore: memory.allocate(4 * (pieces + 1)),
    words: memory.allocate(mostText),
    offsets: memory.allocate(4 * (mostRows + 1)),
    hashes: memory.allocate(4 * mostRows),
    slots: memory.allocate(4 * 2 * mostRows),
    matrix: memory.allocate(4 * mostRows * dimension),
  }
  const ends = memory.allocate(8 * (bytes.length + 1))
  const positions = memory.allocate(4 * (dimension + 65))
  memory.uint8(start, bytes.length).set(bytes)
  memory.uint32(layout.rowsBefore, 1)[0] = 1
  job.set({ ...layout, pieces, dimension, rowCapacity: mostRows, wordCapacity: mostText, slotMask: 2 * mostRows - 1 })
  let rows = 0
  for (let piece = 0; piece < pieces; piece++) {
    const given = bytes.length - piece * pieceBytes
    const length = Math.min(pieceBytes, given)
    const at = start + piece * pieceBytes
    const result = kernels.parsePiece(job.pointer, piece, at, given, length, true, ends, positions)
    if (result !== pieceResult.done) return { stop: job.get('stop'), rows: 0, words: [], matrix: [] }
  }
  rows = memory.uint32(layout.rowsBefore, pieces + 1)[pieces]! - 1
  const offsets = memory.uint32(layout.offsets, rows + 1)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })
  const words = Array.from({ length: rows }, (_, row) =>
    decoder.decode(memory.uint8(layout.words + offsets[row]!, offsets[row + 1]! - offsets[row]!)),
  )
  return { stop: job.get('stop'), rows, words, matrix: [...memory.float32(layout.matrix, rows * dimension)] }
}

const digits = (least: number, most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most })
const sign = fc.constantFrom('', '-')
/** As nearly all files have them: one digit, and one to seven decimals. */
const usual = fc.tuple(sign, digits(1, 1), digits(1, 7)).map(([minus, whole, rest]) => `${minus}${whole}.${rest}`)
/** As any file may have them; float64 holds the digits and the power of ten. */
const plain = fc.oneof(
  fc.tuple(sign, digits(1, 7), digits(0, 8)).map(([minus, whole, rest]) => `${minus}${whole}.${rest}`),
  fc.tuple(sign, digits(1, 15)).map((parts) => parts.join('')),
  fc.tuple(sign, digits(1, 15)).map(([minus, rest]) => `${minus}.${rest}`),
  fc
    .tuple(
      sign,
      digits(1, 6),
      fc.constantFrom('e', 'E'),
      fc.constantFrom('', '+', '-'),
      fc.integer({ min: 0, max: 22 }),
    )
    .map(([minus, mantissa, e, ...exponent]) => `${minus}${mantissa}${e}${exponent.join('')}`),
)
/** Anything that a decimal number can look like. */
const any = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.oneof(
      digits(1, 25),
      fc.tuple(digits(0, 25), digits(0, 25)).map(([whole, rest]) => `${whole}.${rest}`),
    ),
    fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), digits(0, 4)).map((parts) => parts.join('')),
    ),
  )
  .map((parts) => parts.join(''))
/** Halves between two float32 values, with some digits more. */
const halves = fc
  .tuple(
    fc.integer({ min: 1, max: 2 ** 23 }),
    fc.integer({ min: -30, max: 20 }),
    fc.constantFrom('', '0', '1', '00001'),
  )
  .map(([mantissa, exponent, more]) => {
    const text = ((2 ** 24 + 2 * mantissa + 1) * 2 ** exponent).toFixed(30).replace(/0+$/, '')
    return `${text}${more}`
  })

const matrixOf = (numbers: fc.Arbitrary<string>): fc.Arbitrary<string[][]> =>
  fc
    .integer({ min: 1, max: 13 })
    .chain((dimension) =>
      fc.array(fc.array(numbers, { minLength: dimension, maxLength: dimension }), { minLength: 1, maxLength: 8 }),
    )
const textOf = (rows: readonly (readonly string[])[], end = '\n'): string =>
  rows.map((row, index) => `w${index} ${row.join(' ')}${end}`).join('')
const valuesOf = (rows: readonly (readonly string[])[]): number[] =>
  rows.flat().map((text) => Math.fround(Number(text)))

describe('the compiled parser of vectors', () => {
  it.each([
    ['of the usual form', usual],
    ['that float64 arithmetic reads', plain],
    ['of both kinds', fc.oneof({ weight: 9, arbitrary: usual }, plain)],
  ])('should read numbers %s, to the last bit', (_, numbers) => {
    fc.assert(
      fc.property(matrixOf(numbers), fc.constantFrom('\n', '\r\n'), (rows, end) => {
        const parsed = parse(textOf(rows, end), rows[0]!.length)

        expect(parsed.stop).toBe(stopReason.none)
        expect(parsed.matrix).toEqual(valuesOf(rows))
        expect(parsed.words).toEqual(rows.map((_, index) => `w${index}`))
      }),
      { numRuns: 2000 },
    )
  })

  it('should read every other number to the last bit, or leave it to others', () => {
    let read = 0
    fc.assert(
      fc.property(matrixOf(fc.oneof(any, halves, usual)), (rows) => {
        const parsed = parse(textOf(rows), rows[0]!.length)

        if (parsed.stop === stopReason.irregular) return
        read += 1
        expect(parsed.matrix).toEqual(valuesOf(rows))
      }),
      { numRuns: 3000 },
    )
    expect(read).toBeGreaterThan(30)
  })

  it.each(['', '-', '.', '-.', '+1', '--1', '1.2.3', '1e', '1e+', 'e5', '0x10', 'nan', 'inf', '1e39', '-1e400', '1_0'])(
    'should leave %j to others, in any column',
    (number) => {
      for (let column = 0; column < 9; column++) {
        const row = Array.from({ length: 9 }, (_, index) => (index === column ? number : '0.5'))
        expect(parse(textOf([row]), 9).stop).toBe(stopReason.irregular)
      }
    },
  )

  it('should take no bytes but digits for digits', () => {
    // One byte of a number is replaced by every other byte.
    for (let byte = 0; byte < 256; byte++) {
      for (let at = 2; at < 9; at++) {
        const bytes = new TextEncoder().encode('w -1.2345 0.5 0.25 0.125\n')
        bytes[at] = byte
        const number = String.fromCharCode(...bytes.subarray(2, 9))
        const parsed = parse(bytes, 4)
        if (parsed.stop === stopReason.none) expect(parsed.matrix[0]).toBe(Math.fround(Number(number)))
        if (!/^-?[0-9.]+(e[0-9]+)?$/i.test(number)) expect([byte, parsed.stop]).toEqual([byte, stopReason.irregular])
      }
    }
  })

  it('should give the same however the text is cut into pieces', () => {
    fc.assert(
      fc.property(
        matrixOf(fc.oneof(usual, plain)),
        fc.integer({ min: 1, max: 90 }),
        fc.boolean(),
        (rows, size, cut) => {
          const text = cut ? textOf(rows).slice(0, -1) : textOf(rows)
          const whole = parse(text, rows[0]!.length)

          expect(whole.matrix).toEqual(valuesOf(rows))
          expect(parse(text, rows[0]!.length, size)).toEqual(whole)
        },
      ),
      { numRuns: 500 },
    )
  })

  it.each([
    ['a word that is there already', 'a 1 2\nb 1 2\na 3 4\n'],
    ['a number too few', 'a 1\n'],
    ['a number too many', 'a 1 2 3\n'],
    ['a space at the end', 'a 1 2 \n'],
    ['two spaces', 'a 1  2\n'],
    ['an empty word', ' 1 2\n'],
    ['an empty line', 'a 1 2\n\nb 1 2\n'],
    ['the word <unk>', '<unk> 1 2\n'],
    ['the word [UNK]', '[UNK] 1 2\n'],
    ['a return in a line', 'a 1\r 2\n'],
  ])('should leave a text with %s to others', (_, text) => {
    expect(parse(text, 2).stop).toBe(stopReason.irregular)
  })

  it('should tell UTF-8 from other bytes as TextDecoder does', () => {
    const strict = new TextDecoder('utf-8', { fatal: true })
    const unit = fc.oneof(
      fc.constantFrom(0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff, 0x9f, 0xa0),
      fc.integer({ min: 0x21, max: 0xff }),
    )
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), (word) => {
        let valid = true
        try {
          strict.decode(Uint8Array.from(word))
        } catch {
          valid = false
        }
        const { stop } = parse(Uint8Array.from([...word, 0x20, 0x31, 0x0a]), 1)
        expect(stop).toBe(valid ? stopReason.none : stopReason.irregular)
      }),
      { numRuns: 3000 },
    )
  })

  it('should stop when there are more rows than room', () => {
    const text = Array.from({ length: mostRows + 1 }, (_, row) => `w${row} 1\n`).join('')
    expect(parse(text, 1).stop).toBe(stopReason.full)
  })

  it('should notice words that are made to collide', () => {
    // All end in the same slot: the lower 13 bits of FNV-1a are equal.
    const words = collidingWords(1_200, 13)
    expect(parse(words.map((word) => `${word} 1\n`).join(''), 1).stop).toBe(stopReason.collisions)
  })
})

function collidingWords(count: number, bits: number): string[] {
  const words: string[] = []
  for (let number = 0; words.length < count; number++) {
    const word = number.toString(36)
    let hash = 0x811c9dc5
    for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
    if ((hash & (2 ** bits - 1)) === 0) words.push(word)
  }
  return words
}
