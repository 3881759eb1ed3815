import { WordloomError, type EngineFactory } from '@wordloom/core'
import { kernelsEngine } from '@wordloom/kernels'
import { defaultThreads, startKernelThread } from '../kernel-threads.js'

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
  const createEngine = kernelsEngine({ threads, deterministic, startThread: startKernelThread })
  return async (config) => {
    try {
      return await createEngine(config)
    } catch (error) {
      // The kernels are known to be valid, so it is the page that may not compile them.
      if (error instanceof WebAssembly.CompileError) throw forbiddenByPage(error)
      throw error
    }
  }
}

function forbiddenByPage(cause: WebAssembly.CompileError): WordloomError {
  return new WordloomError('RUNTIME_UNSUPPORTED', 'The page may not compile WebAssembly', {
    expected: "'wasm-unsafe-eval' among the script-src of the Content-Security-Policy",
    received: cause.message,
    hint: "Add 'wasm-unsafe-eval' to script-src; 'unsafe-eval' is not needed.",
    cause,
  })
}
