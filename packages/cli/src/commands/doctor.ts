import type { Command } from 'commander'
import type { CommandIo } from '../io.js'
import { wholeNumber } from '../options/numbers.js'
import { withExamples, withOutputMode } from '../options/shared-options.js'
import type { DoctorCommandOptions } from './doctor-action.js'

/** `wordloom doctor`: what this machine offers, and why not. */
export function addDoctorCommand(program: Command, io: CommandIo): void {
  const command = program
    .command('doctor')
    .summary('say what this machine offers for training, and why not')
    .description(
      'Looks at Node, processors, memory, WebAssembly (SIMD, relaxed SIMD, threads), the places of models and vectors, and ' +
        'the optional packages, and trains for a moment to see how fast it is. What is missing is told with its consequence ' +
        'and remedy. Fails only when nothing can be trained here.',
    )
    .option('--threads <n>', 'threads to measure besides one (default: one a processor, at most 4)', wholeNumber(1))
  withOutputMode(command)
  withExamples(command, [
    ['For people', 'doctor'],
    ['For a bug report or a program', 'doctor --json'],
  ])
  command.action(async (options: DoctorCommandOptions) => {
    const { doctor } = await import('./doctor-action.js')
    await doctor(options, io)
  })
}
