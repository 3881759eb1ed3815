import { WordloomError, type EngineFactory, type FileStore, type Trainer } from '@wordloom/core'
import { kernelsEngine } from '@wordloom/kernels'
import { createTrainer } from '@wordloom/training'
import { defaultThreads, startKernelThread } from './kernel-threads.js'

/** What a page may bring along. */
export interface WebTrainerOptions {
  /**
   * Where `loom.save`, `loom.load` and `loom.export` keep files: a page has no file system of its own.
   * @defaultValue none; those calls then throw `PLUGIN_MISSING`
   */
  readonly files?: FileStore
  /**
   * Threads that crunch numbers, the calling one included; more than one only where the page is cross-origin isolated.
   * Results do not depend on it.
   * @defaultValue one a processor, at most 4; one where the page is not cross-origin isolated
   */
  readonly threads?: number
  /**
   * The same request gives the same bytes of weights in every browser and in Node. Otherwise the last bits depend on
   * browser and processor, and training is faster.
   * @defaultValue false
   */
  readonly deterministic?: boolean
}

/**
 * The trainer plugin for browsers: WebAssembly SIMD kernels on the thread that calls it, and on Web Workers where the page
 * is cross-origin isolated.
 *
 * Between batches it lets the event loop turn when 50 ms have passed, so that a page can show progress and cancel.
 *
 * Its errors are those of `createTrainer` of `@wordloom/training`, and `RUNTIME_UNSUPPORTED` in a browser without
 * WebAssembly SIMD or on a page whose Content-Security-Policy forbids WebAssembly.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a number of threads that is none.
 */
export function webTrainer(options: WebTrainerOptions = {}): Trainer {
  const { files, threads = defaultThreads(), deterministic = false } = options
  const createEngine = explainPolicy(kernelsEngine({ threads, deterministic, startThread: startKernelThread }))
  return createTrainer({ name: 'web', createEngine, ...(files && { files }) })
}

function explainPolicy(createEngine: EngineFactory): EngineFactory {
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
