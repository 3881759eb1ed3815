import { isWordloomError } from '@wordloom/core'
import { write, type CommandIo } from '../io.js'

/** A failure as `--json` prints it. */
export interface JsonError {
  readonly error: {
    /** A stable code, or `UNEXPECTED` for an error that is not the user's. */
    readonly code: string
    readonly message: string
    /** Address of the page that explains the code. */
    readonly page?: string
    /** Place, expectation and hint, as in `ErrorDetails`; the cause is given by its message. */
    readonly details: Readonly<Record<string, unknown>>
  }
}

/** Writes the one JSON object of a command to standard output, on one line. */
export async function writeJson(io: CommandIo, value: object): Promise<void> {
  await write(io.stdout, `${JSON.stringify(value)}\n`)
}

/** What `--json` prints instead of a result. */
export function errorToJson(error: unknown): JsonError {
  if (!isWordloomError(error)) {
    const message = error instanceof Error ? error.message : String(error)
    return { error: { code: 'UNEXPECTED', message, details: {} } }
  }
  const { cause, ...details } = error.details
  return {
    error: {
      code: error.code,
      message: error.message,
      page: error.page,
      details:
        cause === undefined ? details : { ...details, cause: cause instanceof Error ? cause.message : String(cause) },
    },
  }
}
