import { describe, expect, it } from 'vitest'
import { gradientNorm } from '../../src/optimizer/gradient-norm.js'
import { createFrozenRows } from '../../src/optimizer/frozen-rows.js'
import { seededNumbers } from '../reference/cases.js'
import { openWorkbench } from '../reference/workbench.js'

function numbers(seed: number, length: number): Float32Array {
  const next = seededNumbers(seed)
  return Float32Array.from({ length }, next)
}

/** Exact enough: the square of a float32 is exact in float64. */
function squares(values: Iterable<number>): number {
  return [...values].reduce((sum, value) => sum + value ** 2, 0)
}

describe('gradientNorm', () => {
  it.each([0, 1, 2, 3, 4, 5, 7, 8, 1023, 200_001])('should be the norm of %d numbers', async (count) => {
    const { kernels, put } = await openWorkbench()
    const values = numbers(count, count)
    const pointer = put([...values, 9, 9, 9, 9])
    const norm = gradientNorm(kernels, [{ size: count, gradient: pointer }], 0)

    expect(Math.abs(norm - Math.sqrt(squares(values)))).toBeLessThan(1e-12 * Math.max(norm, 1))
  })

  it('should count the rows of a table that are in the batch and not frozen', async () => {
    const { arena, kernels, put } = await openWorkbench()
    const [rows, columns] = [30_001, 7]
    const values = numbers(1, rows * columns)
    const ids = Int32Array.from({ length: rows }, (_, i) => rows - 1 - i)
    const flags = Uint8Array.from({ length: rows }, (_, id) => (id % 3 === 0 ? 1 : 0))
    const pointers = { values: put(values), ids: put(new Float32Array(rows)), other: put([3]) }
    arena.int32.set(ids, pointers.ids / 4)
    const frozen = createFrozenRows(arena, flags)
    const table = { columns, slotOfId: 0, zeros: 0, ids: pointers.ids, count: rows, values: pointers.values }
    const gradients = [
      { size: 5 * rows * columns, gradient: table },
      { size: 1, gradient: pointers.other },
    ]

    const counted = values.filter((_, i) => flags[ids[Math.floor(i / columns)]!] === 0)
    expect(counted.length).toBe(20_000 * columns)
    expect(gradientNorm(kernels, gradients, frozen)).toBeCloseTo(Math.sqrt(squares(counted) + 9), 9)
    expect(gradientNorm(kernels, gradients, 0)).toBeCloseTo(Math.sqrt(squares(values) + 9), 9)
  })

  it('should not overflow where a float32 would', async () => {
    const { kernels, put } = await openWorkbench()
    const gradient = put([3e30, 4e30])

    expect(gradientNorm(kernels, [{ size: 2, gradient }], 0) / 5e30).toBeCloseTo(1, 6)
  })
})
