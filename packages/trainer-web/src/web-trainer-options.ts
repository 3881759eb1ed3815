import type { KernelsBackendOptions } from './engine/kernels-backend.js'
import type { WebBackend } from './messages/messages.js'
import type { TrainerWorker } from './page/worker-link.js'

/** TensorFlow.js for a trainer: what `tfjs()` of `@wordloom/trainer-web/tfjs` gives. */
export interface TfjsBackends {
  /** Starts the worker that has them. */
  startWorker(): TrainerWorker
  /** Address of the folder with the `.wasm` files of TensorFlow.js, for the backend `wasm`. */
  readonly wasmFiles?: string | undefined
}

/** How to train and predict in a browser. */
export interface WebTrainerOptions extends KernelsBackendOptions {
  /**
   * What crunches the numbers. The others but `kernels` are those of TensorFlow.js and need {@link WebTrainerOptions.tfjs}.
   * `auto` takes the first that can do it: the kernels, which are the fastest on a processor, and where there is `tfjs`
   * then WebGL, WebGPU, and TensorFlow.js' WebAssembly and JavaScript. The `start` event of a training says which.
   * @defaultValue 'auto'
   */
  readonly backend?: 'auto' | WebBackend
  /** `tfjs()` of `@wordloom/trainer-web/tfjs`. @defaultValue none: only the kernels */
  readonly tfjs?: TfjsBackends
  /** Name of the IndexedDB database that keeps models and checkpoints. @defaultValue 'wordloom-models' */
  readonly database?: string
  /** Is told why `auto` passed over a backend. */
  readonly onNotice?: (notice: string) => void
  /**
   * Starts the worker in another way, where a bundler does not find it: a module worker that runs
   * `@wordloom/trainer-web/worker`.
   */
  readonly startWorker?: () => TrainerWorker
}
