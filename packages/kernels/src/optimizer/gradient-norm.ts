import type { RowGradient } from '../network/parameter.js'
import type { KernelExports, Pointer } from '../wasm/kernel-exports.js'

/** A gradient as the backward pass left it. */
export interface Gradient {
  /** Elements of the parameter. */
  readonly size: number
  readonly gradient: Pointer | RowGradient
}

/**
 * Sums of this many squares are made at a time and added up in order. The blocks do not depend on who computes them, so
 * threads may share them.
 */
const blockElements = 65_536

/**
 * The Euclidean norm of all gradients together, in double precision and in a fixed order.
 *
 * @param frozen - 0, or where the flags of the table's rows lie; rows with 1 do not count
 */
export function gradientNorm(kernels: KernelExports, gradients: readonly Gradient[], frozen: Pointer): number {
  let sum = 0
  for (const { size, gradient } of gradients) {
    if (typeof gradient === 'number') sum = addSquares(kernels, sum, gradient, size)
    else sum = addSquaresOfRows(kernels, sum, gradient, frozen)
  }
  return Math.sqrt(sum)
}

function addSquares(kernels: KernelExports, start: number, values: Pointer, count: number): number {
  let sum = start
  for (let at = 0; at < count; at += blockElements) {
    sum += kernels.sumOfSquares(values + 4 * at, Math.min(blockElements, count - at))
  }
  return sum
}

function addSquaresOfRows(kernels: KernelExports, start: number, rows: RowGradient, frozen: Pointer): number {
  const { values, ids, count, columns } = rows
  if (frozen === 0) return addSquares(kernels, start, values, count * columns)
  const blockRows = Math.ceil(blockElements / columns)
  let sum = start
  for (let row = 0; row < count; row += blockRows) {
    const rowsHere = Math.min(blockRows, count - row)
    sum += kernels.sumOfSquaresOfRows(values + 4 * row * columns, ids + 4 * row, frozen, rowsHere, columns)
  }
  return sum
}
