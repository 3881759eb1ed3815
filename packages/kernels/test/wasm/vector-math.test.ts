import { beforeAll, describe, expect, it } from 'vitest'
import type { Workbench } from '../reference/workbench.js'
import { openWorkbench } from '../reference/workbench.js'

let bench: Workbench
beforeAll(async () => {
  bench = await openWorkbench()
})

type ElementwiseName = 'exp' | 'sigmoid' | 'tanh'

const exact = {
  exp: Math.exp,
  sigmoid: (x: number): number => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
}

function apply(name: ElementwiseName, values: ArrayLike<number>): Float32Array {
  const start = bench.arena.mark()
  const pointer = bench.put(values)
  bench.kernels[name](pointer, pointer, values.length)
  const result = bench.take(pointer, values.length)
  bench.arena.release(start)
  return result
}

/** Distance between neighbouring float32 around a value. */
function unitInTheLastPlace(value: number): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -126) - 23)
}

function largestError(name: ElementwiseName, inputs: Float32Array): number {
  const outputs = apply(name, inputs)
  let largest = 0
  for (const [i, x] of inputs.entries()) {
    const expected = exact[name](x)
    largest = Math.max(largest, Math.abs(outputs[i]! - expected) / unitInTheLastPlace(expected))
  }
  return largest
}

function sweep(from: number, to: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))
}

/** Every power of two down to the smallest normal number, with numbers between, of both signs. */
function logarithmicSweep(largest: number, count: number): Float32Array {
  const lowest = Math.log2(1.2e-38)
  return Float32Array.from({ length: count }, (_, i) => {
    const size = 2 ** (lowest + ((Math.log2(largest) - lowest) * i) / count)
    return i % 2 === 0 ? size : -size
  })
}

describe('elementary functions', () => {
  // Measured over these sweeps: exp 0.97, sigmoid 2.44, tanh 2.49 units in the last place.
  it.each([
    ['exp', -87.33, 88.37, 1],
    ['sigmoid', -87.33, 88.37, 2.5],
    ['tanh', -20, 20, 2.5],
  ] as const)('should compute %s from %d to %d within %d units in the last place', (name, from, to, limit) => {
    const dense = largestError(name, sweep(from, to, 1_000_003))
    const middle = largestError(name, sweep(-1.5, 1.5, 500_009))
    const small = largestError(name, logarithmicSweep(Math.min(to, -from), 200_001))

    expect(Math.max(dense, middle, small)).toBeLessThan(limit)
    // A comparison with itself would find no error at all.
    expect(dense).toBeGreaterThan(0.4)
  })

  it('should neither overflow nor leave the range of the function for large arguments', () => {
    const large = [89, 200, 1e10, 3.4e38, Infinity]
    const negative = large.map((x) => -x)

    expect([...apply('sigmoid', large)]).toEqual(large.map(() => 1))
    expect(Math.max(...apply('sigmoid', negative))).toBeLessThan(1e-37)
    expect(Math.min(...apply('sigmoid', negative))).toBeGreaterThanOrEqual(0)
    expect([...apply('tanh', large)]).toEqual(large.map(() => 1))
    expect([...apply('tanh', negative)]).toEqual(large.map(() => -1))
    expect(Math.max(...apply('exp', negative))).toBeLessThan(1.2e-38)
    expect(apply('exp', large).every(Number.isFinite)).toBe(true)
  })

  it.each(['sigmoid', 'tanh'] as const)('should compute the same %s whatever stands beside a number', (name) => {
    const values = [...sweep(-95, 95, 57), ...logarithmicSweep(2, 40), NaN, Infinity, -Infinity, 0, -0]
    const alone = values.map((value) => apply(name, [value])[0]!)

    for (const count of [values.length, 16, 19, 32]) {
      expect(apply(name, values.slice(-count))).toEqual(Float32Array.from(alone.slice(-count)))
    }
  })

  it('should keep NaN, and be exact at zero', () => {
    for (const name of ['exp', 'sigmoid', 'tanh'] as const) expect(apply(name, [NaN])[0]).toBeNaN()
    expect(Math.abs(apply('tanh', [0])[0]!)).toBe(0)
    expect([...apply('exp', [0, -0])]).toEqual([1, 1])
    expect([...apply('sigmoid', [0])]).toEqual([0.5])
  })

  it('should write as many values as it is given and not one more', () => {
    for (const name of ['exp', 'sigmoid', 'tanh'] as const) {
      const expected = apply(name, [3])[0]!
      for (let count = 0; count <= 35; count++) {
        const pointer = bench.put(new Float32Array(40).fill(3))
        bench.kernels[name](pointer, pointer, count)
        const written = bench.take(pointer, 40)
        expect([...written.subarray(count)]).toEqual(new Array(40 - count).fill(3))
        expect([...written.subarray(0, count)]).toEqual(new Array(count).fill(expected))
      }
    }
  })
})
