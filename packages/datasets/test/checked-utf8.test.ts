import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkedUtf8 } from '../src/checked-utf8.js'
import { all, failureOf } from './support/failure-of.js'

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function decode(bytes: Uint8Array, size = 3): Promise<string> {
  return Buffer.concat(await all(checkedUtf8(pieces(bytes, size), 'f'))).toString('utf8')
}

/** Where the platform's decoder first disagrees: the shortest prefix that it refuses even as a beginning, less one. */
function firstBadByte(bytes: Uint8Array): number | undefined {
  for (let end = 1; end <= bytes.length; end++) {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    try {
      decoder.decode(bytes.subarray(0, end), { stream: true })
    } catch {
      return end - 1
    }
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return undefined
  } catch {
    return bytes.length
  }
}

describe('checkedUtf8', () => {
  it('should pass every text on, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 7 }), async (text, size) => {
        const bytes = new TextEncoder().encode(`.${text}`)
        expect(await decode(bytes, size)).toBe(`.${text}`)
      }),
    )
  })

  it('should cut between characters only', async () => {
    const bytes = new TextEncoder().encode('é€😀'.repeat(5))
    for (const piece of await all(checkedUtf8(pieces(bytes, 2), 'f'))) {
      expect(piece.toString('utf8')).not.toContain('\ufffd')
    }
  })

  it('should refuse exactly what the TextDecoder refuses, at the start of the same sequence', async () => {
    const byte = fc.constantFrom(
      0x00,
      0x41,
      0x0a,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc0,
      0xc2,
      0xe0,
      0xe2,
      0xed,
      0xf0,
      0xf4,
      0xf5,
      0xff,
    )
    let refused = 0
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 8 }), fc.array(byte, { maxLength: 8 }), async (free, chosen) => {
        const bytes = Uint8Array.from([0x41, ...chosen, ...free])
        const bad = firstBadByte(bytes)
        if (bad === undefined) {
          expect(await decode(bytes)).toBe(new TextDecoder().decode(bytes))
          return
        }
        refused += 1
        const error = await failureOf(decode(bytes))
        expect(error.code).toBe('INVALID_UTF8')
        // Everything before the reported byte is well-formed; what the decoder stumbled over begins there.
        const { byte: reported } = error.details
        expect(firstBadByte(bytes.subarray(0, reported))).toBeUndefined()
        expect(reported).toBeLessThanOrEqual(bad)
        expect(bad - reported!).toBeLessThanOrEqual(3)
      }),
      { numRuns: 500 },
    )
    expect(refused).toBeGreaterThan(50)
  })

  it('should say line and byte', async () => {
    const bytes = Buffer.concat([Buffer.from('text,label\nna'), Buffer.from([0xef]), Buffer.from('ve,ham\n')])
    for (const size of [1, 2, 5, 100]) {
      const { code, details } = await failureOf(decode(bytes, size))
      expect({ code, line: details.line, byte: details.byte, file: details.file }).toEqual({
        code: 'INVALID_UTF8',
        line: 2,
        byte: 13,
        file: 'f',
      })
    }
  })

  it('should refuse a character that the end of the input cuts off', async () => {
    const { code, details } = await failureOf(decode(Buffer.from('a\n€').subarray(0, 4)))
    expect({ code, line: details.line, byte: details.byte }).toEqual({ code: 'INVALID_UTF8', line: 2, byte: 2 })
  })

  it('should drop a byte order mark at the start, and only there', async () => {
    for (const size of [1, 3, 100]) expect(await decode(Buffer.from('\ufeffa\ufeffb'), size)).toBe('a\ufeffb')
  })

  it('should recognise UTF-16', async () => {
    const error = await failureOf(decode(Buffer.from('\ufefftext', 'utf16le'), 100))
    expect(error.code).toBe('INVALID_UTF8')
    expect(error.message).toContain('UTF-16')
  })
})
