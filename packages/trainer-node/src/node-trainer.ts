import type { EngineFactory, Trainer } from '@wordloom/core'
import { defaultThreads } from '@wordloom/kernels/node'
import { nodeFiles } from '@wordloom/node-files'
import { createTrainer } from '@wordloom/training'
import type { NodeBackend } from './engine/backends.js'
import { engineOf } from './engine/engine-of.js'

/** How to train and predict in Node. */
export interface NodeTrainerOptions {
  /**
   * What crunches the numbers: `kernels`, Wordloom's own WebAssembly, or a backend of TensorFlow.js: `tensorflow`
   * (`@tensorflow/tfjs-node`), `wasm` or `cpu`, whose packages are looked for in the working directory, then beside this
   * package. `auto` takes the first of these that works. The `start` event of a training names the engine.
   * @defaultValue 'auto'
   */
  readonly backend?: NodeBackend | 'auto'
  /** Is told why `auto` passed over a backend. */
  readonly onNotice?: (notice: string) => void
  /** Threads of the kernels; other backends have threads of their own. Results do not depend on it. @defaultValue one a processor, at most 4 */
  readonly threads?: number
  /**
   * The same request gives the same bytes of weights on every machine, Node version and browser. Otherwise the last bits
   * depend on processor and Node version, and training is faster from Node 22 on. Only the kernels can do it.
   * @defaultValue false
   */
  readonly deterministic?: boolean
  /** Crunches the numbers instead; `backend`, `threads` and `deterministic` are then without effect. */
  readonly createEngine?: EngineFactory
}

/**
 * The trainer plugin for Node: it trains on the CPU and keeps models in folders of the file system.
 *
 * Errors of its trainings are those of `createTrainer` of `@wordloom/training`, `DEPENDENCY_MISSING` for a backend whose
 * package is not installed, and `RUNTIME_UNSUPPORTED` for one that does not run here.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a number of threads or a backend that is none, or for `deterministic` with a
 * backend other than the kernels.
 */
export function nodeTrainer(options: NodeTrainerOptions = {}): Trainer {
  const { backend = 'auto', threads = defaultThreads(), deterministic = false, onNotice } = options
  const createEngine = options.createEngine ?? engineOf({ backend, threads, deterministic, onNotice })
  return createTrainer({ name: 'node', createEngine, files: nodeFiles() })
}
