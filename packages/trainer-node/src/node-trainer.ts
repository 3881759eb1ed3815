import type { EngineFactory, Trainer } from '@wordloom/core'
import { createKernelsEngine } from '@wordloom/kernels'
import { nodeFiles } from '@wordloom/node-files'
import { createTrainer } from '@wordloom/training'

export interface NodeTrainerOptions {
  /** Crunches the numbers. @defaultValue the WebAssembly kernels of `@wordloom/kernels` */
  readonly createEngine?: EngineFactory
}

/**
 * The trainer plugin for Node: it trains on the CPU and keeps models in folders of the file system.
 *
 * Errors of its trainings are those of `createTrainer` of `@wordloom/training`.
 */
export function nodeTrainer({ createEngine = createKernelsEngine }: NodeTrainerOptions = {}): Trainer {
  return createTrainer({ name: 'node', createEngine, files: nodeFiles() })
}
