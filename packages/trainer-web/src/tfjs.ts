/**
 * Backends of TensorFlow.js for the trainer.
 *
 * @packageDocumentation
 */
import type { TfjsBackends } from './web-trainer-options.js'

/** How TensorFlow.js is to be had. */
export interface TfjsOptions {
  /**
   * Where the three `.wasm` files of `@tensorflow/tfjs-backend-wasm` (in its folder `wasm-out`) are served: an address
   * that ends with a slash. Needed for the backend `wasm` alone.
   * @defaultValue beside the worker's script
   */
  readonly wasmFiles?: string
}

/**
 * The backends of TensorFlow.js for `createWebTrainer({ tfjs: tfjs() })`. It needs `@tensorflow/tfjs-core` and the packages of
 * the backends, `@tensorflow/tfjs-backend-webgpu`, `-webgl`, `-wasm` and `-cpu`; they are loaded in the worker, when one is
 * wanted.
 */
export function tfjs({ wasmFiles }: TfjsOptions = {}): TfjsBackends {
  return {
    startWorker: () =>
      new Worker(new URL('./tfjs-worker.js', import.meta.url), { type: 'module', name: 'wordloom tfjs' }),
    wasmFiles: wasmFiles === undefined ? undefined : new URL(wasmFiles, location.href).href,
  }
}
