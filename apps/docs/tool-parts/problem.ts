import { isWordloomError } from '@wordloom/core'

/** What went wrong, for the reader. */
export interface Problem {
  /** Of an error that has its entry on the page of errors. */
  readonly code?: string
  readonly message: string
}

/** An error as a message. */
export function problemOf(error: unknown): Problem {
  if (isWordloomError(error)) return { code: error.code, message: error.message }
  return { message: error instanceof Error ? error.message : String(error) }
}

/** Whether the reader cancelled the work, and so needs no message. */
export function isAborted(error: unknown): boolean {
  return isWordloomError(error) && error.code === 'ABORTED'
}
