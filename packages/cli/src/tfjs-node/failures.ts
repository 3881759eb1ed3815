import { WordloomError } from '@wordloom/core'

/** The error for something that could not be written. Errors of this family pass through. */
export function writeFailure(file: string, cause: unknown): WordloomError {
  if (cause instanceof WordloomError) return cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  return new WordloomError(
    'FILE_WRITE_FAILED',
    code === undefined ? 'It cannot be written' : `It cannot be written (${code})`,
    {
      file,
      hint: isFull ? 'Free some space, or choose a folder on another disk.' : 'Check the permissions of the folder.',
      cause,
    },
  )
}

/** The error for a setup that its signal cancelled. */
export function interrupted(): WordloomError {
  return new WordloomError('ABORTED', 'The setup was interrupted; nothing of it is left')
}
