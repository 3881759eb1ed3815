import { isWordloomError } from '@wordloom/core'

/** What the process tells its caller. */
export const exitCodes = {
  /** It is done. */
  success: 0,
  /** An error, whose code was printed. */
  failure: 1,
  /** The command does not exist, or not with these options. */
  wrongUsage: 2,
  /** 128 + the number of SIGINT, as shells report it. */
  interrupted: 130,
} as const

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** A failure that the command has told on standard output: there is nothing more to say, only the exit code 1. */
export class ReportedFailure extends Error {
  override readonly name: string = 'ReportedFailure'
}

/**
 * The exit code for what a command threw: `ABORTED` is an interrupt, `INVALID_ARGUMENT` wrong usage, all else a failure.
 */
export function errorToExitCode(error: unknown): ExitCode {
  if (!isWordloomError(error)) return exitCodes.failure
  if (error.code === 'ABORTED') return exitCodes.interrupted
  return error.code === 'INVALID_ARGUMENT' ? exitCodes.wrongUsage : exitCodes.failure
}
