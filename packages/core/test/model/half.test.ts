import { describe, expect, it } from 'vitest'
import { float32ToHalf, halfToFloat32 } from '../../src/model/half.js'

describe('half precision', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, bits) => bits)

  it('should give every half back', () => {
    const back = float32ToHalf(halfToFloat32(all))
    for (const bits of all) {
      const isNaN = (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0
      if (isNaN) expect(back[bits]! & 0x7e00).toBe(0x7e00)
      else expect(back[bits]).toBe(bits)
    }
  })

  it('should round to the nearest half, ties to even', () => {
    const finite = [...halfToFloat32(all.slice(0, 0x7c00))]
    for (let i = 0; i + 1 < finite.length; i++) {
      const [low, high] = [finite[i]!, finite[i + 1]!]
      const middle = (low + high) / 2
      const step = (high - low) / 8
      const [atMiddle, below, above] = float32ToHalf(Float32Array.of(middle, middle - step, middle + step))
      expect(below).toBe(i)
      expect(above).toBe(i + 1)
      expect(atMiddle).toBe(i % 2 === 0 ? i : i + 1)
    }
  })

  it('should know the values of the standard', () => {
    expect([...halfToFloat32(Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0x8000))]).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
      Infinity,
      -0,
    ])
    expect([...float32ToHalf(Float32Array.of(65519, 65520, -1e9, 1e-9))]).toEqual([0x7bff, 0x7c00, 0xfc00, 0])
  })
})
