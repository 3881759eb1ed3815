import { WordloomError } from '@wordloom/core'
import { checkedUtf8, readInputFile, textLineGroups } from '@wordloom/datasets'

/**
 * The words of a file, one a line, each once, in its order. Nothing of a line is dropped but its end: spaces belong to words.
 *
 * @throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `INVALID_UTF8`, `DATA_MALFORMED` for a line that is too long,
 * `DATA_EMPTY` for a file without a word
 */
export async function readWordFile(path: string): Promise<ReadonlySet<string>> {
  const words = new Set<string>()
  for await (const group of textLineGroups(checkedUtf8(readInputFile(path), path), path)) {
    for (const { text } of group) if (text !== '') words.add(text)
  }
  if (words.size > 0) return words
  throw new WordloomError('DATA_EMPTY', 'There are no words in the file', { file: path, expected: 'one word a line' })
}
