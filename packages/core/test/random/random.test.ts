import { createRandom, restoreRandom } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../fixtures.js'

describe('createRandom', () => {
  it('should follow the published xoshiro128** sequence', () => {
    // Test vector of the xoshiro128** in the rand_xoshiro crate, for the state 1, 2, 3, 4.
    const random = restoreRandom([1, 2, 3, 4])
    expect(Array.from({ length: 10 }, () => random.nextUint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })

  it('should never change the numbers of a seed', () => {
    const random = createRandom(42)
    expect(Array.from({ length: 4 }, () => random.nextUint32())).toMatchInlineSnapshot(`
      [
        660444221,
        3652823732,
        77672526,
        910233633,
      ]
    `)
    expect([random.nextFloat(), random.nextInteger(10), random.nextNormal()]).toMatchInlineSnapshot(`
      [
        0.5348906284683476,
        4,
        -0.2610172550084104,
      ]
    `)
    expect(random.fork('shuffle').nextUint32()).toMatchInlineSnapshot(`1930434890`)
  })

  it('should continue from a saved state', () => {
    const random = createRandom(7)
    random.nextFloat()
    const continued = restoreRandom(random.state())
    expect(continued.nextUint32()).toBe(random.nextUint32())
  })

  it('should fork by label and seed, not by use', () => {
    const used = createRandom(1)
    used.nextUint32()
    expect(used.fork('a').nextUint32()).toBe(createRandom(1).fork('a').nextUint32())
    const firsts = [createRandom(1).fork('a'), createRandom(1).fork('b'), createRandom(2).fork('a'), createRandom(1)]
    expect(new Set(firsts.map((random) => random.nextUint32())).size).toBe(4)
  })

  it('should draw normals with the moments of the standard normal', () => {
    const random = createRandom(3)
    const values = Array.from({ length: 100_000 }, () => random.nextNormal())
    const moment = (power: number): number => values.reduce((sum, value) => sum + value ** power, 0) / values.length
    expect(moment(1)).toBeCloseTo(0, 1)
    expect(moment(2)).toBeCloseTo(1, 1)
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1)
  })

  it('should draw integers without bias over the whole range', () => {
    const random = createRandom(9)
    const counts = [0, 0, 0]
    for (let i = 0; i < 30_000; i++) counts[random.nextInteger(3)]! += 1
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
    expect(random.nextInteger(1)).toBe(0)
  })

  it('should refuse seeds that are no whole numbers', () => {
    for (const seed of [-1, 0.5, NaN, 2 ** 53]) expect(codeOf(() => createRandom(seed))).toBe('INVALID_ARGUMENT')
    expect(createRandom(2 ** 40).nextUint32()).not.toBe(createRandom(0).nextUint32())
  })
})
