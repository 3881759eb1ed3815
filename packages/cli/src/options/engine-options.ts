import { Option, type Command } from 'commander'
import type { NodeTrainerOptions } from '@wordloom/trainer-node'
import type { CommandIo } from '../io.js'
import { note } from '../output/notes.js'
import { wholeNumber } from './numbers.js'
import type { OutputModeOptions } from './shared-options.js'
import { withoutUndefined } from './without-undefined.js'
import { wrongUsage } from './wrong-usage.js'

type BackendName = NonNullable<NodeTrainerOptions['backend']>

/** Options of the commands that run a network. */
export interface EngineOptions {
  readonly backend?: BackendName
  readonly threads?: number
  readonly deterministic?: boolean
}

const backendNames: readonly BackendName[] = ['auto', 'kernels', 'tensorflow', 'wasm', 'cpu']

/** Adds `--backend`, `--threads` and `--deterministic`. */
export function withEngine(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--backend <name>',
        'what crunches numbers: the kernels of this command, or TensorFlow.js with a backend of its own, whose packages ' +
          'are looked for in this folder (default: auto, the fastest that works)',
      ).choices(backendNames),
    )
    .option(
      '--threads <n>',
      'threads of the kernels; results do not depend on it (default: one a processor, at most 4)',
      wholeNumber(1),
    )
    .option('--deterministic', 'the same bytes on every machine and version of Node; slower from Node 22 on')
}

/**
 * Refuses options that a backend has no use for.
 *
 * @param command - its name, for the hint.
 * @throws WordloomError `INVALID_ARGUMENT` naming the option.
 */
export function assertEngineUsage(command: string, { backend = 'auto', threads, deterministic }: EngineOptions): void {
  if (backend === 'auto' || backend === 'kernels') return
  const given = { '--threads': threads !== undefined, '--deterministic': deterministic === true }
  for (const [name, isGiven] of Object.entries(given)) {
    if (isGiven) throw wrongUsage(command, `${name} belongs to the kernels, and --backend is ${backend}`, name)
  }
}

/** What a trainer takes of them; what it notices is noted. */
export function engineSettings(options: EngineOptions & OutputModeOptions, io: CommandIo): NodeTrainerOptions {
  const { backend, threads, deterministic = false } = options
  return {
    deterministic,
    onNotice: (notice) => note(io, options, notice),
    ...withoutUndefined({ backend, threads }),
  }
}
