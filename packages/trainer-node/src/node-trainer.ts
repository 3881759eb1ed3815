import type { EngineFactory, Trainer } from '@wordloom/core'
import { kernelsEngine } from '@wordloom/kernels'
import { defaultThreads } from '@wordloom/kernels/node'
import { nodeFiles } from '@wordloom/node-files'
import { createTrainer } from '@wordloom/training'
import { startKernelThread } from './kernel-threads.js'

export interface NodeTrainerOptions {
  /** Threads that crunch numbers. Results do not depend on it. @defaultValue one a processor, at most 4 */
  readonly threads?: number
  /**
   * The same request gives the same bytes of weights on every machine, Node version and browser. Otherwise the last bits
   * depend on processor and Node version, and training is faster from Node 22 on.
   * @defaultValue false
   */
  readonly deterministic?: boolean
  /** Crunches the numbers instead; `threads` and `deterministic` are then its own affair. */
  readonly createEngine?: EngineFactory
}

/**
 * The trainer plugin for Node: it trains on the CPU and keeps models in folders of the file system.
 *
 * Errors of its trainings are those of `createTrainer` of `@wordloom/training`.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a number of threads that is none.
 */
export function nodeTrainer(options: NodeTrainerOptions = {}): Trainer {
  const { threads = defaultThreads(), deterministic = false } = options
  const createEngine = options.createEngine ?? kernelsEngine({ threads, deterministic, startThread: startKernelThread })
  return createTrainer({ name: 'node', createEngine, files: nodeFiles() })
}
