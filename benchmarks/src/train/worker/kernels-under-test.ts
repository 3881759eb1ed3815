import type { EngineFactory } from '@wordloom/core'
import { createKernelsEngine } from '@wordloom/kernels'
import { WordloomError } from '@wordloom/core'

/** The engine that is measured, as a user would start it. */
export function engineOfThreads(threads: number): EngineFactory {
  if (threads === 1) return createKernelsEngine
  throw new WordloomError('RUNTIME_UNSUPPORTED', 'The kernels run on one thread only', { received: threads })
}

/** The kernels' own matrix product, on a memory of its own. */
export interface OpenGemm {
  readonly float32: Float32Array
  /** Byte offset of so many floats. */
  allocate(count: number): number
  /** C = A B, all `[size, size]`. */
  multiply(size: number, a: number, b: number, c: number): void
}

/** Reaches into the built package: a matrix product is nothing that it exports. */
export async function openGemm(): Promise<OpenGemm> {
  const built = (path: string): string => new URL(path, import.meta.resolve('@wordloom/kernels')).href
  const { createArena } = (await import(built('memory/arena.js'))) as {
    createArena(): {
      readonly memory: WebAssembly.Memory
      readonly float32: Float32Array
      allocate(count: number): number
      commit(): void
    }
  }
  const { instantiateKernels } = (await import(built('wasm/instantiate-kernels.js'))) as {
    instantiateKernels(memory: WebAssembly.Memory): Promise<{ gemm(...parameters: number[]): void }>
  }
  const arena = createArena()
  const kernels = await instantiateKernels(arena.memory)
  return {
    get float32() {
      return arena.float32
    },
    allocate(count) {
      const pointer = arena.allocate(count)
      arena.commit()
      return pointer
    },
    multiply: (size, a, b, c) => kernels.gemm(size, size, size, a, size, 1, b, size, c, size, 0),
  }
}
