import type { EngineFactory } from '@wordloom/core'
import { kernelsEngine } from '@wordloom/kernels'
import { defaultThreads, startKernelThread } from '../kernel-threads.js'
import { allowedByPage } from './allowed-by-page.js'

/** How the kernels run in a browser. */
export interface KernelsBackendOptions {
  /**
   * Threads that crunch numbers; more than one only where the page is cross-origin isolated. Results do not depend on it.
   * @defaultValue one a processor, at most 4; one where the page is not cross-origin isolated
   */
  readonly threads?: number | undefined
  /**
   * The same request gives the same bytes of weights in every browser and in Node. Otherwise the last bits depend on
   * browser and processor, and training is faster.
   * @defaultValue false
   */
  readonly deterministic?: boolean | undefined
}

/**
 * Engines on WebAssembly SIMD kernels. Throws what `kernelsEngine` throws; the factory also `RUNTIME_UNSUPPORTED` on a page
 * whose Content-Security-Policy forbids WebAssembly.
 */
export function kernelsBackend(options: KernelsBackendOptions = {}): EngineFactory {
  const { threads = defaultThreads(), deterministic = false } = options
  return allowedByPage(kernelsEngine({ threads, deterministic, startThread: startKernelThread }))
}
