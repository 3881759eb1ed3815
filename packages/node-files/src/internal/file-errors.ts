import { WordloomError } from '@wordloom/core'
import { codeOf } from './disk.js'

const readHints: Readonly<Record<string, string>> = {
  EACCES: 'Give this user the right to read it.',
  EPERM: 'Give this user the right to read it.',
  EISDIR: 'This is a folder; name a file in it.',
  ENOTDIR: 'A part of the path is a file, not a folder.',
  EMFILE: 'Too many files are open; close some or raise the limit of open files.',
  ERR_FS_FILE_TOO_LARGE: 'Node reads at most 2 GiB at once.',
}

const writeHints: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space or choose another disk. What was there before is unchanged.',
  EDQUOT: 'The quota is used up: free some space or choose another disk. What was there before is unchanged.',
  EFBIG: 'The disk does not take files of this size; choose another disk.',
  EROFS: 'The disk is read-only; choose another place.',
  EACCES: 'Give this user the right to write to the folder, or choose another place.',
  EPERM: 'Give this user the right to write to the folder, or choose another place.',
  EBUSY: 'Another program holds it open; close that and try again.',
  ENOTDIR: 'A part of the path is a file, not a folder; choose another place.',
  EEXIST: 'A part of the path is a file, not a folder; choose another place.',
  ENAMETOOLONG: 'Choose a shorter name.',
}

/** The error for something that could not be read. Errors of this family pass through. */
export function readFailure(path: string, cause: unknown): WordloomError {
  if (cause instanceof WordloomError) return cause
  const code = codeOf(cause)
  if (code === 'ENOENT') {
    return new WordloomError('FILE_NOT_FOUND', 'There is no such file or folder', {
      file: path,
      hint: 'Check the path; relative paths start at the current folder.',
      cause,
    })
  }
  return new WordloomError('FILE_READ_FAILED', `It cannot be read${reason(code)}`, {
    file: path,
    hint: readHints[code] ?? 'See the cause for what the system said.',
    cause,
  })
}

/** The error for something that could not be written. Errors of this family pass through. */
export function writeFailure(path: string, cause: unknown): WordloomError {
  if (cause instanceof WordloomError) return cause
  const code = codeOf(cause)
  return new WordloomError('FILE_WRITE_FAILED', `It cannot be written${reason(code)}`, {
    file: path,
    hint: writeHints[code] ?? 'See the cause for what the system said.',
    cause,
  })
}

/** The error for an output that is there already. */
export function alreadyExists(path: string, cause?: unknown): WordloomError {
  return new WordloomError('FILE_EXISTS', 'The output exists already', {
    file: path,
    hint: 'Choose another path, or allow overwriting (option `overwrite`; `--force` on the command line).',
    cause,
  })
}

/** The error for a file where a folder would go, or the other way round: no option allows this. */
export function otherKindExists(path: string, wanted: 'file' | 'folder'): WordloomError {
  const there = wanted === 'file' ? 'folder' : 'file'
  return new WordloomError('FILE_EXISTS', `A ${there} is where the ${wanted} would be written`, {
    file: path,
    expected: `a ${wanted}, or nothing`,
    received: `a ${there}`,
    hint: `A ${wanted} never replaces a ${there}: choose another path, or remove it yourself.`,
  })
}

function reason(code: string): string {
  return code === '' ? '' : `: the system says ${code}`
}
