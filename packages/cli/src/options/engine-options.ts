import type { Command } from 'commander'
import { wholeNumber } from './numbers.js'

/** Options of the commands that run a network. */
export interface EngineOptions {
  readonly threads?: number
  readonly deterministic?: boolean
}

/** Adds `--threads` and `--deterministic`. */
export function withEngine(command: Command): Command {
  return command
    .option(
      '--threads <n>',
      'threads that crunch numbers; results do not depend on it (default: one a processor, at most 4)',
      wholeNumber(1),
    )
    .option('--deterministic', 'the same bytes on every machine and version of Node; slower from Node 22 on')
}

/** What a trainer takes of them. */
export function engineSettings({ threads, deterministic = false }: EngineOptions): {
  readonly threads?: number
  readonly deterministic: boolean
} {
  return { deterministic, ...(threads !== undefined && { threads }) }
}
