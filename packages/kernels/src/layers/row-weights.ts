import type { Pointer } from '../wasm/kernel-exports.js'
import type { LayerContext } from './layer.js'

/** Where the weights of a batch's rows lie. */
export interface RowWeights {
  layout(batchSize: number): void
  /** Copies `[batchSize]` weights to where the kernels see them; 0, which they take for weights of 1, without any. */
  write(weights: Float32Array | undefined): Pointer
}

/** Reserves room for the weights of rows. */
export function createRowWeights({ arena }: LayerContext): RowWeights {
  let buffer = 0
  return {
    layout(batchSize) {
      buffer = arena.allocate(batchSize)
    },
    write(weights) {
      if (weights === undefined) return 0
      arena.float32.set(weights, buffer / 4)
      return buffer
    },
  }
}
