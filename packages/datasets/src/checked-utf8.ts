import { isUtf8 } from 'node:buffer'
import { WordloomError } from '@wordloom/core'

/**
 * Passes bytes on after making sure that they are UTF-8; pieces end between characters. A byte order mark at the start is
 * dropped.
 *
 * @param file - name of the input in errors.
 * @throws WordloomError `INVALID_UTF8` with the line and byte of the first sequence that is not UTF-8.
 */
export async function* checkedUtf8(
  source: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Buffer, void, void> {
  let pending = Buffer.alloc(0)
  let byte = 0
  let line = 1
  let isStart = true
  for await (const chunk of source) {
    const bytes =
      pending.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([pending, chunk])
    const complete = bytes.subarray(0, bytes.length - incompleteTail(bytes))
    pending = Buffer.from(bytes.subarray(complete.length))
    if (complete.length === 0) continue
    if (!isUtf8(complete)) throw invalidUtf8(complete, byte, line, file)
    const hasMark = isStart && complete[0] === 0xef && complete[1] === 0xbb && complete[2] === 0xbf
    isStart = false
    byte += complete.length
    line += countLineFeeds(complete)
    if (complete.length > (hasMark ? 3 : 0)) yield complete.subarray(hasMark ? 3 : 0)
  }
  if (pending.length > 0) throw invalidUtf8(pending, byte, line, file)
}

function invalidUtf8(bytes: Uint8Array, byteBefore: number, lineBefore: number, file: string): WordloomError {
  const offset = firstInvalidByte(bytes)
  const start = byteBefore === 0 ? [...bytes.subarray(0, 2)] : []
  const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)
  return new WordloomError('INVALID_UTF8', 'The input is not UTF-8 text', {
    file,
    line: lineBefore + countLineFeeds(bytes.subarray(0, offset)),
    byte: byteBefore + offset,
    received: `0x${bytes[offset]?.toString(16).padStart(2, '0') ?? ''}`,
    hint: isUtf16
      ? 'It begins like UTF-16: save it as UTF-8.'
      : 'Save it as UTF-8, for example with: iconv -f WINDOWS-1252 -t UTF-8',
  })
}

function countLineFeeds(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count += 1
  return count
}

/** How many bytes at the end begin a character whose other bytes have not come yet: 0 to 3. */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0
  }
  return 0
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1
  if (lead >= 0xc2 && lead <= 0xdf) return 2
  if (lead >= 0xe0 && lead <= 0xef) return 3
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
}

/**
 * Offset of the first byte of the first ill-formed sequence, by the table of well-formed byte sequences.
 * @see https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506
 */
function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length) {
    const lead = bytes[at]!
    const length = sequenceLength(lead)
    if (length === 0) return at
    for (let next = 1; next < length; next++) {
      const byte = bytes[at + next]
      const low = next === 1 ? (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80) : 0x80
      const high = next === 1 ? (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf) : 0xbf
      if (byte === undefined || byte < low || byte > high) return at
    }
    at += length
  }
  return at
}
