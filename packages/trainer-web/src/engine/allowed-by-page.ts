import { WordloomError, type EngineFactory } from '@wordloom/core'

/**
 * Makes a factory of engines on WebAssembly say what to do on a page that forbids it: WordloomError `RUNTIME_UNSUPPORTED`.
 */
export function allowedByPage(createEngine: EngineFactory): EngineFactory {
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
