import type { Arena } from '../memory/arena.js'
import type { KernelExports, Pointer } from '../wasm/kernel-exports.js'

/** Where threads meet, and where each works. */
export interface ThreadMemory {
  readonly control: Pointer
  /** One for each thread beside the calling one. */
  readonly scratches: readonly Pointer[]
}

/** Reserves what an engine of so many threads needs, and gives the calling thread its share. */
export function reserveThreads(arena: Arena, threads: number, kernels: KernelExports): ThreadMemory {
  const control = arena.allocate(kernels.CONTROL_BYTES.value / 4)
  const scratches = Array.from({ length: threads }, () => arena.allocate(kernels.BLOCK_DEPTH.value * 8))
  kernels.useScratch(scratches[0]!)
  return { control, scratches: scratches.slice(1) }
}
