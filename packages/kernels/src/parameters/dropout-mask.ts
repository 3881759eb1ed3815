import type { Arena } from '../memory/arena.js'
import { dropoutSettings } from '../layers/dropout-layer.js'
import type { KernelExports } from '../wasm/kernel-exports.js'

/** Which values a mask is for. */
export interface DropoutMaskOptions {
  /** Share of the values that become 0: above 0 and below 1. */
  readonly rate: number
  /** Tells the dropout layers of a network apart: from 0 at the bottom. */
  readonly index: number
  /** Places in a text; 1 where there is one vector a row. */
  readonly positions: number
  /** Rows of the batch. */
  readonly rows: number
  /** Values of a vector. */
  readonly columns: number
}

/** Values that one call of the kernel fills, or one row where a row has more. */
const valuesPerCall = 4096

/**
 * Makes masks, `[positions, rows, columns]`, with the hashes of the dropout layer. It reserves a small buffer, which grows
 * with the widest row: `columns` must not be larger than said here.
 */
export function createMaskWriter(
  arena: Arena,
  kernels: KernelExports,
  { seed, columns: widest }: { readonly seed: number; readonly columns: number },
): (options: DropoutMaskOptions & { readonly step: number }) => Float32Array {
  const room = Math.max(valuesPerCall, widest)
  const ones = arena.allocate(room)
  const buffer = arena.allocate(room)
  return ({ rate, index, positions, rows, columns, step }) => {
    const { seedLow, seedHigh, threshold, scale } = dropoutSettings(rate, seed)
    const mask = new Float32Array(positions * rows * columns)
    const rowsPerCall = Math.max(1, Math.floor(valuesPerCall / columns))
    arena.float32.fill(1, ones / 4, ones / 4 + room)
    for (let position = 0; position < positions; position++) {
      for (let row = 0; row < rows; row += rowsPerCall) {
        const count = Math.min(rowsPerCall, rows - row)
        kernels.dropout(
          buffer,
          ones,
          0,
          row,
          count,
          columns,
          seedLow,
          seedHigh,
          step,
          index,
          position,
          threshold,
          scale,
        )
        const values = arena.float32.subarray(buffer / 4, buffer / 4 + count * columns)
        mask.set(values, (position * rows + row) * columns)
      }
    }
    return mask
  }
}
