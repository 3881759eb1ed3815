import { WordloomError } from '@wordloom/core'

/** The text of a file, or of its first part. */
export interface FileStart {
  readonly text: string
  /** Whether the file goes on. */
  readonly isCut: boolean
}

/**
 * Reads a file up to a limit and never holds more of it than that.
 *
 * @throws WordloomError `INVALID_UTF8`, `FILE_READ_FAILED`
 */
export async function readStart(file: Blob, name: string, bytes: number): Promise<FileStart> {
  const isCut = file.size > bytes
  const buffer = await (isCut ? file.slice(0, bytes) : file).arrayBuffer().catch((cause: unknown) => {
    throw new WordloomError('FILE_READ_FAILED', 'The browser cannot read this file', {
      file: name,
      hint: 'Was it moved or changed since you chose it? Choose it again.',
      cause,
    })
  })
  try {
    // As a stream, the decoder keeps back a character that the limit cuts in two.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(buffer, { stream: isCut }), isCut }
  } catch (cause) {
    throw new WordloomError('INVALID_UTF8', 'This file is not UTF-8 text', {
      file: name,
      hint: 'Save it as CSV in UTF-8. Spreadsheets and archives have to be exported first.',
      cause,
    })
  }
}
