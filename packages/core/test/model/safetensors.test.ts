import { decodeSafetensors, encodeSafetensors, tensorFromFloat32, tensorToFloat32 } from '@wordloom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../fixtures.js'

const tensors = new Map([
  ['b', tensorFromFloat32({ shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) })],
  ['a', tensorFromFloat32({ shape: [3], data: Float32Array.of(0.5, -1, 2) }, 'F16')],
  ['scalar', tensorFromFloat32({ shape: [], data: Float32Array.of(7) })],
  ['empty', tensorFromFloat32({ shape: [0, 4], data: new Float32Array(0) })],
])

function withHeader(header: unknown, data = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const file = new Uint8Array(8 + json.length + data.length)
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true)
  file.set(json, 8)
  file.set(data, 8 + json.length)
  return file
}

describe('safetensors', () => {
  it('should give tensors and metadata back', () => {
    const { tensors: read, metadata } = decodeSafetensors(encodeSafetensors(tensors, { made: 'here' }))
    expect(metadata).toEqual({ made: 'here' })
    expect(tensorToFloat32(read.get('b')!, 'b')).toEqual({ shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) })
    expect(tensorToFloat32(read.get('a')!, 'a')).toEqual({ shape: [3], data: Float32Array.of(0.5, -1, 2) })
    expect(tensorToFloat32(read.get('scalar')!, 'scalar').data[0]).toBe(7)
    expect(tensorToFloat32(read.get('empty')!, 'empty').data).toHaveLength(0)
  })

  it('should read a file at an odd offset of its buffer', () => {
    const file = encodeSafetensors(tensors)
    const shifted = new Uint8Array(file.length + 1)
    shifted.set(file, 1)
    expect(tensorToFloat32(decodeSafetensors(shifted.subarray(1)).tensors.get('b')!, 'b').data[3]).toBe(4)
    const buffer = Buffer.from(shifted).subarray(1)
    expect(tensorToFloat32(decodeSafetensors(buffer).tensors.get('b')!, 'b').data[3]).toBe(4)
  })

  it('should give the same bytes whatever the order of the tensors', () => {
    expect(encodeSafetensors(new Map([...tensors].reverse()))).toEqual(encodeSafetensors(tensors))
  })

  it('should align every tensor to its values', () => {
    const file = encodeSafetensors(tensors)
    for (const { dtype, bytes } of decodeSafetensors(file).tensors.values()) {
      expect(bytes.byteOffset % (dtype === 'F16' ? 2 : 4)).toBe(0)
    }
  })

  it('should refuse every file that was cut short, and never give other values', () => {
    const file = encodeSafetensors(tensors)
    for (let length = 0; length < file.length; length++) {
      expect(codeOf(() => decodeSafetensors(file.subarray(0, length)))).toBe('SAFETENSORS_MALFORMED')
    }
  })

  it('should refuse headers that do not describe the data', () => {
    const entry = { dtype: 'F32', shape: [1], data_offsets: [0, 4] }
    const four = new Uint8Array(4)
    expect(decodeSafetensors(withHeader({ a: entry }, four)).tensors.size).toBe(1)
    const wrong: [unknown, Uint8Array<ArrayBuffer>][] = [
      ['{', four],
      ['[]', four],
      ['"x"', four],
      [{ a: 1 }, four],
      [{ a: { ...entry, dtype: 'F33' } }, four],
      [{ a: { ...entry, shape: [-1] } }, four],
      [{ a: { ...entry, shape: [2] } }, four],
      [{ a: { ...entry, data_offsets: [0, 8] } }, four],
      [{ a: { ...entry, data_offsets: [4, 0] } }, four],
      [{ a: { ...entry, data_offsets: [0] } }, four],
      [{ a: entry }, new Uint8Array(5)],
      [{ a: entry, b: entry }, four],
      [{ a: { ...entry, data_offsets: [4, 8] } }, new Uint8Array(8)],
      [{ __metadata__: { a: 1 }, a: entry }, four],
      [{ a: { ...entry, shape: [2 ** 40, 2 ** 40] } }, four],
    ]
    for (const [header, data] of wrong) {
      expect(
        codeOf(() => decodeSafetensors(withHeader(header, data))),
        JSON.stringify(header),
      ).toBe('SAFETENSORS_MALFORMED')
    }
    const huge = new Uint8Array(16)
    new DataView(huge.buffer).setBigUint64(0, 2n ** 60n, true)
    expect(codeOf(() => decodeSafetensors(huge))).toBe('SAFETENSORS_MALFORMED')
  })

  it('should answer any bytes with tensors or a clear error', () => {
    const file = encodeSafetensors(tensors)
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, byte) => {
        const changed = file.slice()
        changed[at] = byte
        try {
          decodeSafetensors(changed)
        } catch (error) {
          expect(error).toMatchObject({ code: 'SAFETENSORS_MALFORMED' })
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('should refuse a tensor whose bytes do not fit its shape', () => {
    const wrong = new Map([['a', { dtype: 'F32', shape: [2], bytes: new Uint8Array(4) } as const]])
    expect(codeOf(() => encodeSafetensors(wrong))).toBe('TENSOR_SHAPE')
    expect(codeOf(() => tensorToFloat32({ dtype: 'I32', shape: [1], bytes: new Uint8Array(4) }, 'a'))).toBe(
      'TENSOR_SHAPE',
    )
  })
})
