import { WordloomError } from '@wordloom/core'

/** Reads a stream front to back in pieces of the reader's choice. */
export interface ByteReader {
  /** Bytes taken so far. */
  readonly position: number
  /** The next bytes without taking them; fewer at the end. */
  peek(length: number): Promise<Uint8Array>
  /** Takes bytes, in memory of their own. Throws `VECTORS_MALFORMED` when there are fewer. */
  take(length: number): Promise<Uint8Array<ArrayBuffer>>
  /** Fills a view. Throws as {@link ByteReader.take}. */
  fill(target: Uint8Array): Promise<void>
  /** Takes bytes up to one of a value, which is taken too and left out. Throws as take, also after too many. */
  until(byte: number, most: number): Promise<Uint8Array<ArrayBuffer>>
  /** Whether the stream ended, though there may be bytes that are not taken. */
  readonly hasEnded: boolean
  /** Whether all is taken. */
  isAtEnd(): Promise<boolean>
  /** All that is left, in pieces as they come. */
  rest(): AsyncGenerator<Uint8Array>
  /** Ends the stream. */
  close(): Promise<void>
}

/** Bytes that are reserved for before they have come. */
const mostReserved = 1_048_576

export function createByteReader(chunks: AsyncIterable<Uint8Array>, file: string): ByteReader {
  const iterator = chunks[Symbol.asyncIterator]()
  // What was read and not taken: `buffer`, a part of `room`, which has space behind it so that streams in tiny pieces are not
  // copied again and again.
  let room = new Uint8Array()
  let buffer = new Uint8Array()
  let position = 0
  let ended = false

  /** Brings the buffer to some length, if the stream has so much. */
  const have = async (length: number): Promise<boolean> => {
    while (buffer.length < length && !ended) {
      const { done, value } = await iterator.next()
      if (done === true) ended = true
      else if (buffer.length === 0) room = buffer = new Uint8Array(value)
      else append(value)
    }
    return buffer.length >= length
  }
  const append = (bytes: Uint8Array): void => {
    const start = buffer.byteOffset
    const joined = buffer.length + bytes.length
    if (start + joined > room.length) {
      room = new Uint8Array(2 * joined)
      room.set(buffer)
      room.set(bytes, buffer.length)
      buffer = room.subarray(0, joined)
    } else {
      room.set(bytes, start + buffer.length)
      buffer = room.subarray(start, start + joined)
    }
  }
  const drop = (length: number): void => {
    buffer = buffer.subarray(length)
    position += length
  }
  const cut = (wanted: number): WordloomError =>
    new WordloomError('VECTORS_MALFORMED', 'The file ends too early', {
      file,
      byte: position,
      expected: `${wanted} more bytes`,
      received: buffer.length,
      hint: 'It is damaged or was cut short.',
    })
  /** Grows with what comes: a file may state any length. */
  const takeMany = async (length: number): Promise<Uint8Array<ArrayBuffer>> => {
    let bytes = new Uint8Array(mostReserved)
    for (let filled = 0; ;) {
      await fill(bytes.subarray(filled))
      filled = bytes.length
      if (filled === length) return bytes
      const larger = new Uint8Array(Math.min(length, 2 * filled))
      larger.set(bytes)
      bytes = larger
    }
  }
  const fill = async (target: Uint8Array): Promise<void> => {
    for (let filled = 0; filled < target.length;) {
      if (!(await have(1))) throw cut(target.length - filled)
      const part = buffer.subarray(0, target.length - filled)
      target.set(part, filled)
      filled += part.length
      drop(part.length)
    }
  }
  return {
    get position() {
      return position
    },
    async peek(length) {
      await have(length)
      return buffer.subarray(0, length)
    },
    async take(length) {
      if (length > mostReserved) return takeMany(length)
      const bytes = new Uint8Array(length)
      await fill(bytes)
      return bytes
    },
    fill,
    async until(byte, most) {
      for (let searched = 0; ;) {
        const found = buffer.indexOf(byte, searched)
        if (found >= 0 && found <= most) {
          const bytes = buffer.slice(0, found)
          drop(found + 1)
          return bytes
        }
        searched = buffer.length
        if (searched > most) {
          throw new WordloomError('VECTORS_MALFORMED', 'A word is longer than any real one', {
            file,
            byte: position,
            expected: `at most ${most} bytes`,
            hint: 'The file is damaged, or is no file of vectors.',
          })
        }
        if (!(await have(searched + 1))) throw cut(1)
      }
    },
    get hasEnded() {
      return ended
    },
    isAtEnd: async () => !(await have(1)),
    async *rest() {
      if (buffer.length > 0) yield buffer
      while (!ended) {
        const { done, value } = await iterator.next()
        if (done === true) return
        yield value
      }
    },
    async close() {
      await iterator.return?.()
    },
  }
}
