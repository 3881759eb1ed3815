import type { Command } from 'commander'
import { wholeNumber } from './numbers.js'

/** Options of the commands that question vectors. */
export interface VectorsOptions {
  readonly vectors: string
  /** False with `--no-cache`. */
  readonly cache: boolean
  readonly threads?: number
}

/** Adds `--vectors`, `--no-cache` and `--threads`. */
export function withVectors(command: Command): Command {
  return withCache(
    command.option(
      '--vectors <name|file>',
      'vectors to question: glove-mini, a vector file, or a downloaded set of the catalogue',
      'glove-mini',
    ),
  ).option(
    '--threads <n>',
    'threads that read and search; answers do not depend on it (default: one a processor, at most 4)',
    wholeNumber(1),
  )
}

/** Adds `--no-cache`. */
export function withCache(command: Command): Command {
  return command.option('--no-cache', 'read the vector file itself, and write no binary cache beside it')
}
