import { WordloomError, type Engine, type EngineConfig, type FileStore, type Trainer } from '@wordloom/core'
import { createKernelsEngine } from '@wordloom/kernels'
import { createTrainer } from '@wordloom/training'

/** What a page may bring along. */
export interface WebTrainerOptions {
  /**
   * Where `loom.save`, `loom.load` and `loom.export` keep files: a page has no file system of its own.
   * @defaultValue none; those calls then throw `PLUGIN_MISSING`
   */
  readonly files?: FileStore
}

/**
 * The trainer plugin for browsers: WebAssembly SIMD kernels on the thread that calls it.
 *
 * Between batches it lets the event loop turn when 50 ms have passed, so that a page can show progress and cancel. The
 * same request gives the same bytes of weights as in Node.
 *
 * Its errors are those of `createTrainer` of `@wordloom/training`, and `RUNTIME_UNSUPPORTED` in a browser without
 * WebAssembly SIMD or on a page whose Content-Security-Policy forbids WebAssembly.
 */
export function webTrainer({ files }: WebTrainerOptions = {}): Trainer {
  return createTrainer({ name: 'web', createEngine, ...(files && { files }) })
}

async function createEngine(config: EngineConfig): Promise<Engine> {
  try {
    return await createKernelsEngine(config)
  } catch (error) {
    // The kernels are known to be valid, so it is the page that may not compile them.
    if (error instanceof WebAssembly.CompileError) throw forbiddenByPage(error)
    throw error
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
