import type { EngineFactory } from '@wordloom/core'
import { kernelsEngine, kernelsSupport, type StartKernelThread } from '@wordloom/kernels'
import { importBuilt } from './import-built.js'

/**
 * The engine that is measured: that of `nodeTrainer`.
 *
 * @param threads - the calling one included.
 */
export async function engineOfThreads(threads: number): Promise<EngineFactory> {
  if (threads === 1) return kernelsEngine()
  const { startKernelThread } = await importBuilt<{ readonly startKernelThread: StartKernelThread }>(
    '@wordloom/trainer-node',
    'kernel-threads.js',
  )
  return kernelsEngine({ threads, startThread: startKernelThread })
}

/** The kernels' own matrix product, on a memory of its own. */
export interface OpenGemm {
  /** The whole memory; index = byte offset / 4. */
  readonly float32: Float32Array
  /** Byte offset of room for so many floats. Views from before are no longer valid. */
  allocate(count: number): number
  /** C = A B, all `[size, size]`, at the given byte offsets. */
  multiply(size: number, a: number, b: number, c: number): void
}

/** What is used of the kernels' `openKernels`, which their package.json has built into a file of its own (`imports`). */
interface KernelsModule {
  openKernels(options: { readonly relaxed: boolean }): Promise<{
    readonly arena: { readonly float32: Float32Array; allocate(count: number): number; commit(): void }
    readonly kernels: { gemm(...parameters: number[]): void }
  }>
}

/** The build of the kernels that engines use here, open for single calls. */
export async function openGemm(): Promise<OpenGemm> {
  const { openKernels } = await importBuilt<KernelsModule>('@wordloom/kernels', 'wasm/open-kernels.js')
  const { arena, kernels } = await openKernels({ relaxed: kernelsSupport().relaxedSimd })
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
