/**
 * Trains on the calling thread.
 *
 * @packageDocumentation
 */
import type { Trainer } from '@wordloom/core'
import { createTrainer } from '@wordloom/training'
import { kernelsBackend, type KernelsBackendOptions } from './engine/kernels-backend.js'
import { webFiles } from './files/web-files.js'

/** How to train on the calling thread. */
export interface ThreadTrainerOptions extends KernelsBackendOptions {
  /** Name of the IndexedDB database that keeps models and checkpoints. @defaultValue 'wordloom-models' */
  readonly database?: string
}

/**
 * The trainer plugin on the thread that calls it, for workers of one's own. Between batches it lets the event loop turn when
 * 50 ms have passed. On a page take `createWebTrainer`, which keeps the page free.
 *
 * Its errors are those of `createTrainer` of `@wordloom/training`, and `RUNTIME_UNSUPPORTED` in a browser without
 * WebAssembly SIMD or on a page whose Content-Security-Policy forbids WebAssembly.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a number of threads that is none.
 */
export function threadTrainer(options: ThreadTrainerOptions = {}): Trainer {
  return createTrainer({ name: 'web', createEngine: kernelsBackend(options), files: webFiles(options.database) })
}
