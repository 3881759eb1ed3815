import type { Pointer } from '../wasm/kernel-exports.js'

// A table that does not fit into the arena lies in memory of JavaScript's, and the rows of a batch travel. One loop over
// elements rather than subarray() and set(): a view a row would be garbage at every step.

/** Copies rows of a table to where the kernels see them, one behind the other. */
export function copyRowsIn(
  memory: { readonly float32: Float32Array; readonly int32: Int32Array },
  target: Pointer,
  table: Float32Array,
  ids: Pointer,
  count: number,
  columns: number,
): void {
  const { float32, int32 } = memory
  let to = target / 4
  for (let row = 0; row < count; row++) {
    const from = int32[ids / 4 + row]! * columns
    for (let column = 0; column < columns; column++) float32[to++] = table[from + column]!
  }
}

/** Copies them back. @param frozen `[table rows]`: 1 for a row that stays as it is */
export function copyRowsOut(
  memory: { readonly float32: Float32Array; readonly int32: Int32Array },
  table: Float32Array,
  source: Pointer,
  ids: Pointer,
  count: number,
  columns: number,
  frozen?: Uint8Array,
): void {
  const { float32, int32 } = memory
  for (let row = 0; row < count; row++) {
    const id = int32[ids / 4 + row]!
    if (frozen?.[id] === 1) continue
    const from = source / 4 + row * columns
    for (let column = 0; column < columns; column++) table[id * columns + column] = float32[from + column]!
  }
}
