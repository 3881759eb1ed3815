import { createRandom } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { principalPlane } from '../../explorer/map/principal-plane.ts'

describe('principalPlane', () => {
  it('should find the two directions in which rows differ most', () => {
    // 3 across one diagonal of the first two columns, 1 along the third, nothing else.
    const places = [-2, -1, 0, 1, 2].flatMap((first) => [-1, 1].map((second) => [first, second] as const))
    const rows = Float32Array.from(places.flatMap(([first, second]) => [3 * first + 7, 3 * first, second, 5]))
    const plane = principalPlane(rows, 4, createRandom(3))
    const sign = [Math.sign(plane[0]!), Math.sign(plane[1]!)]
    const largest = 2 * 3 * Math.SQRT2
    for (const [row, [first, second]] of places.entries()) {
      expect(plane[2 * row]! * -sign[0]!).toBeCloseTo((first * 3 * Math.SQRT2) / largest, 5)
      expect(plane[2 * row + 1]! * -sign[1]!).toBeCloseTo(second / largest, 5)
    }
  })

  it('should give the middle for rows that do not differ', () => {
    expect([...principalPlane(Float32Array.of(1, 2, 1, 2, 1, 2), 2, createRandom(1))]).toEqual([0, 0, 0, 0, 0, 0])
  })
})
