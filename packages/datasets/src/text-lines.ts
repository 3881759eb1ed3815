import { WordloomError } from '@wordloom/core'
import { maximumRowBytes } from './data-row.js'

/** A line without its end (LF or CRLF). */
export interface TextLine {
  /** Counted from 1. */
  readonly line: number
  /** The line without its end. */
  readonly text: string
}

/**
 * The lines of a text, in groups that came together: a person who types gets an answer after each line, and a file comes
 * in large groups.
 *
 * @param source - checked UTF-8.
 * @throws WordloomError `DATA_MALFORMED` for a line of more than 16 MiB.
 */
export async function* textLineGroups(
  source: AsyncIterable<Buffer>,
  file: string,
): AsyncGenerator<readonly TextLine[], void, void> {
  let pieces: Buffer[] = []
  let pendingBytes = 0
  let line = 1
  const finish = (end: Buffer): TextLine => {
    const bytes = pieces.length === 0 ? end : Buffer.concat([...pieces, end])
    pieces = []
    pendingBytes = 0
    const length = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length
    return { line: line++, text: bytes.toString('utf8', 0, length) }
  }
  for await (const chunk of source) {
    const group: TextLine[] = []
    let from = 0
    for (let to = chunk.indexOf(0x0a); to !== -1; to = chunk.indexOf(0x0a, from)) {
      group.push(finish(chunk.subarray(from, to)))
      from = to + 1
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from))
    pendingBytes += chunk.length - from
    if (pendingBytes > maximumRowBytes) {
      throw new WordloomError('DATA_MALFORMED', `A line is longer than ${maximumRowBytes} bytes`, { file, line })
    }
    if (group.length > 0) yield group
  }
  if (pendingBytes > 0) yield [finish(Buffer.alloc(0))]
}
