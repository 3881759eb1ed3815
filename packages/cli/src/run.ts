import { isWordloomError, WordloomError } from '@wordloom/core'
import { CommanderError, type Command } from 'commander'
import { errorToExitCode, exitCodes, ReportedFailure, type ExitCode } from './errors-to-exit-code.js'
import { write, type CommandIo } from './io.js'
import { errorToJson, writeJson } from './output/json.js'
import { printable } from './output/printable.js'
import { createProgram } from './program.js'

/**
 * Runs the `wordloom` command in this process. It never throws and never ends the process.
 *
 * @param argv - the arguments after the command's name: `['train', '--data', 'reviews.csv', …]`.
 * @param io - streams, environment and interrupts.
 * @returns the exit code: 0 done, 1 an error, 2 wrong usage, 130 interrupted.
 */
export async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const program = createProgram(io)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCodes.success
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return exitCodes.success
    if (thrown instanceof ReportedFailure) return exitCodes.failure
    const error = thrown instanceof CommanderError ? usageError(thrown, argv, program) : thrown
    await report(error, argv, io)
    return errorToExitCode(error)
  }
}

async function report(error: unknown, argv: readonly string[], io: CommandIo): Promise<void> {
  if (asksFor('--json', argv)) await writeJson(io, errorToJson(error))
  else await write(io.stderr, `error [${errorCode(error)}]: ${printable(errorMessage(error))}\n${explained(error)}`)
  if (wantsStack(io) && error instanceof Error) await write(io.stderr, `${error.stack ?? error.message}\n`)
}

function errorCode(error: unknown): string {
  return isWordloomError(error) ? error.code : 'UNEXPECTED'
}

/** Where the code is explained; wrong usage explains itself. */
function explained(error: unknown): string {
  const isExplained = isWordloomError(error) && errorToExitCode(error) === exitCodes.failure
  return isExplained ? `See ${printable(error.page)}\n` : ''
}

function errorMessage(error: unknown): string {
  if (isWordloomError(error)) return error.message
  const message = error instanceof Error ? error.message : String(error)
  return `${message.trim()} (run again with DEBUG=wordloom to see where)`
}

/** Commander's own complaint as an error of the family: its message, and where the help is. */
function usageError(error: CommanderError, argv: readonly string[], program: Command): WordloomError {
  const isHelp = error.code === 'commander.help' || error.code === 'commander.helpDisplayed'
  const what = isHelp ? 'No command was given' : error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, '. ')
  return new WordloomError('INVALID_ARGUMENT', what.replace(/\.$/, ''), {
    hint: `See: wordloom${commandOf(argv, program)} --help`,
  })
}

/** The commands that the arguments name, each behind a space. */
function commandOf(argv: readonly string[], program: Command): string {
  let names = ''
  let command: Command | undefined = program
  for (const argument of argv.filter((each) => !each.startsWith('-'))) {
    command = command.commands.find((each) => each.name() === argument)
    if (command === undefined) break
    names += ` ${argument}`
  }
  return names
}

function asksFor(option: string, argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? argv.length : end).includes(option)
}

function wantsStack(io: CommandIo): boolean {
  return (io.env['DEBUG'] ?? '').split(/[\s,]+/).some((name) => name === 'wordloom' || name === '*')
}
