import { createReadStream } from 'node:fs'
import { WordloomError } from '@wordloom/core'

/**
 * The bytes of a file, piece by piece; nothing is opened before the first piece is asked for.
 *
 * @throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED`
 */
export async function* readInputFile(path: string): AsyncGenerator<Uint8Array, void, void> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) yield chunk as Buffer
  } catch (error) {
    throw readError(path, error)
  }
}

/** A failed file operation as an error of the family; other values come back as they are. */
export function readError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code !== 'string') return error
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new WordloomError('FILE_NOT_FOUND', 'A file does not exist', { file: path })
  }
  if (code === 'EISDIR') {
    return new WordloomError('FILE_READ_FAILED', 'A folder cannot be read as a file', { file: path })
  }
  if (code === 'ERR_INVALID_ARG_VALUE') {
    return new WordloomError('INVALID_ARGUMENT', 'This is no file name', { file: path })
  }
  return new WordloomError('FILE_READ_FAILED', 'A file cannot be read', { file: path, received: code, cause: error })
}
