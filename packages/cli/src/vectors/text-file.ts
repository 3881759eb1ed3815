import { WordloomError } from '@wordloom/core'
import { checkedUtf8, readInputFile } from '@wordloom/datasets'

/** The question files of word vectors have some hundred kilobytes; a larger one is no such file, such as the vectors. */
const largestTextFile = 64 * 2 ** 20

/**
 * A file as one text.
 *
 * @throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED` (also for a file of more than 64 MiB), `INVALID_UTF8`
 */
export async function readTextFile(path: string): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of checkedUtf8(readInputFile(path), path)) {
    pieces.push(piece)
    bytes += piece.length
    if (bytes <= largestTextFile) continue
    throw new WordloomError('FILE_READ_FAILED', 'The file is too large to be a list of questions', {
      file: path,
      expected: `at most ${largestTextFile} bytes`,
      hint: 'Is it a file of vectors? They are named with --vectors.',
    })
  }
  return Buffer.concat(pieces).toString('utf8')
}
