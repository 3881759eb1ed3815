import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { seededNumbers } from '../reference/cases.js'
import type { Workbench } from '../reference/workbench.js'
import { openWorkbench } from '../reference/workbench.js'

let bench: Workbench
beforeAll(async () => {
  bench = await openWorkbench()
})

interface Shape {
  readonly m: number
  readonly n: number
  readonly k: number
  readonly transposed: boolean
  readonly accumulate: boolean
  /** Elements between the end of a row and the next, in A, B and C. */
  readonly gap: number
  readonly seed: number
}

/** Runs the kernel and returns the largest error of C, relative to the sum of absolute products, gaps included. */
function errorOf({ m, n, k, transposed, accumulate, gap, seed }: Shape): number {
  const next = seededNumbers(seed)
  const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, next)
  const aWidth = (transposed ? m : k) + gap
  const width = n + gap
  const a = numbers((transposed ? k : m) * aWidth)
  const b = numbers(k * width)
  const c = numbers(m * width)
  const [aRow, aColumn] = transposed ? [1, aWidth] : [aWidth, 1]
  const start = bench.arena.mark()
  const [aAt, bAt, cAt] = [bench.put(a), bench.put(b), bench.put(c)]

  bench.kernels.gemm(m, n, k, aAt, aRow, aColumn, bAt, width, cAt, width, accumulate ? 1 : 0)

  const actual = bench.take(cAt, c.length)
  bench.arena.release(start)
  let largest = 0
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < width; j++) {
      let sum = j < n && !accumulate ? 0 : c[i * width + j]!
      let scale = Math.abs(sum)
      for (let p = 0; p < k && j < n; p++) {
        const product = a[i * aRow + p * aColumn]! * b[p * width + j]!
        sum += product
        scale += Math.abs(product)
      }
      const difference = Math.abs(actual[i * width + j]! - sum)
      largest = Math.max(largest, difference === 0 ? 0 : difference / scale)
    }
  }
  return largest
}

describe('gemm', () => {
  it('should multiply matrices of any shape, transposed or not, and leave the rest of a row alone', () => {
    const size = fc.integer({ min: 1, max: 40 })
    const shape = fc.record({
      m: size,
      n: size,
      k: fc.integer({ min: 0, max: 300 }),
      transposed: fc.boolean(),
      accumulate: fc.boolean(),
      gap: fc.integer({ min: 0, max: 3 }),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(shape, (drawn) => errorOf(drawn) < 2e-6),
      { numRuns: 300, seed: 7 },
    )
  })

  it.each([
    [6, 8, 128],
    [193, 9, 129],
    [200, 24, 257],
    [1, 1, 1],
    [0, 5, 3],
    [5, 0, 3],
  ])('should be right at the edges of its blocks: %d x %d over %d', (m, n, k) => {
    for (const transposed of [false, true]) {
      for (const accumulate of [false, true]) {
        const error = errorOf({ m, n, k, transposed, accumulate, gap: 1, seed: 11 })
        expect(error).toBeLessThan(2e-6)
      }
    }
  })

  it('should clear the result when there is nothing to sum', () => {
    const [a, b, c] = [bench.put([1]), bench.put([1]), bench.put([3, 4, 5, 6])]
    bench.kernels.gemm(1, 3, 0, a, 1, 1, b, 3, c, 3, 0)
    expect([...bench.take(c, 4)]).toEqual([0, 0, 0, 6])
  })

  it('should give a row the same bytes whichever rows stand beside it', () => {
    const [n, k] = [13, 150]
    const next = seededNumbers(21)
    const a = Float32Array.from({ length: 31 * k }, next)
    const b = bench.put(Float32Array.from({ length: k * n }, next))
    const all = bench.put(new Float32Array(31 * n))
    const one = bench.put(new Float32Array(n))
    const aAt = bench.put(a)

    bench.kernels.gemm(31, n, k, aAt, k, 1, b, n, all, n, 0)

    for (let row = 0; row < 31; row++) {
      bench.kernels.gemm(1, n, k, aAt + row * k * 4, k, 1, b, n, one, n, 0)
      expect(bench.take(one, n)).toEqual(bench.take(all + row * n * 4, n))
    }
  })

  it.each([
    [13, 150],
    [32, 64],
    [71, 300],
    [192, 63],
  ])('should give the same bytes by panels, for one row and for many: %d columns over %d', (n, k) => {
    const rows = 9
    const next = seededNumbers(22)
    const put = (count: number): number => bench.put(Float32Array.from({ length: count }, next))
    const [a, b, before] = [put(rows * k), put(k * n), put(rows * n)]
    const { kernels, tasks } = bench
    const panels = bench.put(new Float32Array(Math.ceil(n / 8) * 8 * k))
    tasks.add(kernels.PACK_PANELS.value, panels, k, 0, k, n, b, n, 1)
    tasks.run()
    for (const accumulate of [0, 1]) {
      const [expected, together, alone] = [1, 2, 3].map(() => bench.put(bench.take(before, rows * n))) as [
        number,
        number,
        number,
      ]
      kernels.gemm(rows, n, k, a, k, 1, b, n, expected, n, accumulate)
      const add = (count: number, from: number, to: number): void =>
        tasks.add(kernels.GEMM_PACKED.value, count, n, k, from, k, 1, panels, to, n, accumulate)
      add(rows, a, together)
      for (let row = 0; row < rows; row++) add(1, a + row * k * 4, alone + row * n * 4)
      tasks.run()

      expect(bench.take(together, rows * n)).toEqual(bench.take(expected, rows * n))
      expect(bench.take(alone, rows * n)).toEqual(bench.take(expected, rows * n))
    }
  })
})
