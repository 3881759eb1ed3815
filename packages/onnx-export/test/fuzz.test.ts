import { describe, expect, it } from 'vitest'
import { inspectOnnx } from '../src/inspect-onnx.js'
import { fuzzOnnx } from './support/fuzz-onnx.js'

/** A length-delimited field, its length as a varint of five bytes. */
function field(number: number, content: Uint8Array): Uint8Array {
  const length = Array.from({ length: 5 }, (_, index) => {
    return (Math.floor(content.length / 128 ** index) % 128) + (index < 4 ? 128 : 0)
  })
  const result = new Uint8Array(6 + content.length)
  result.set([number * 8 + 2, ...length])
  result.set(content, 6)
  return result
}

const malformed = (part: string): unknown =>
  expect.objectContaining({ code: 'ONNX_MALFORMED', message: expect.stringContaining(part) })

describe('an ONNX file from a stranger', () => {
  it('should be read or refused with a code, whatever was changed', async () => {
    await fuzzOnnx(400)
  })

  it('should be refused when it is made of millions of empty nodes, tensors or attributes', () => {
    const empty = (number: number): Uint8Array => {
      const bytes = new Uint8Array(4_000_000)
      for (let at = 0; at < bytes.length; at += 2) bytes[at] = number * 8 + 2
      return bytes
    }
    for (const graph of [empty(1), empty(5), empty(11), field(1, empty(5))]) {
      expect(() => inspectOnnx(field(7, graph))).toThrow(malformed('at most 1000000'))
    }
    expect(() => inspectOnnx(empty(14))).toThrow(malformed('at most 1000000'))
  })

  it('should be refused when it is large without values of tensors', () => {
    const before = process.memoryUsage().rss
    expect(() => inspectOnnx(field(7, field(1, field(1, new Uint8Array(2 ** 26 + 1)))))).toThrow(
      malformed('too many parts'),
    )
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 29)
  })
})
