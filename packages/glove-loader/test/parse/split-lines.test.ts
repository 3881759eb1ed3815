import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestLine } from '../../src/limits.js'
import { createLineSplitter } from '../../src/parse/split-lines.js'

function linesOf(chunks: readonly Uint8Array[], most = Infinity): { text: string; line: number; byte: number }[] {
  const lines: { text: string; line: number; byte: number }[] = []
  const splitter = createLineSplitter('file', (bytes, start, end, place) => {
    lines.push({ text: Buffer.from(bytes.subarray(start, end)).toString('latin1'), ...place })
    return lines.length < most
  })
  if (chunks.every((chunk) => splitter.push(chunk))) splitter.finish()
  return lines
}

describe('the line splitter', () => {
  it('should cut at line feeds only, wherever the pieces are cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\r', '\n', '\x85', '\u00e9'), maxLength: 60 })
    fc.assert(
      fc.property(text, fc.array(fc.nat(60)), (content, cuts) => {
        const bytes = Buffer.from(content, 'latin1')
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length]
        const chunks = places.slice(1).map((end, index) => new Uint8Array(bytes.subarray(places[index], end)))
        const expected = content.split('\n')
        if (expected.at(-1) === '') expected.pop()

        const lines = linesOf(chunks)

        expect(lines.map(({ text: line }) => line)).toEqual(expected.map((line) => line.replace(/\r$/, '')))
        expect(lines.map(({ line }) => line)).toEqual(expected.map((_, index) => index + 1))
        expect(lines.map(({ byte }) => byte)).toEqual(
          expected.map((_, index) => expected.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0)),
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('should stop when the handler has enough', () => {
    expect(linesOf([Buffer.from('a\nb\nc\nd')], 2)).toHaveLength(2)
    expect(linesOf([Buffer.from('a'), Buffer.from('b\nc'), Buffer.from('\nd')], 1)).toEqual([
      { text: 'ab', line: 1, byte: 0 },
    ])
  })

  it('should refuse a line that no row of vectors reaches', () => {
    const piece = new Uint8Array(1_000_000).fill(0x61)

    expect(() => linesOf([Buffer.from('a\n'), piece, piece, piece, piece, piece])).toThrow(
      expect.objectContaining({
        code: 'VECTORS_MALFORMED',
        details: expect.objectContaining({ file: 'file', line: 2, byte: 2, expected: `at most ${longestLine} bytes` }),
      }),
    )
  })
})
