import { WordloomError, type Progress } from '@wordloom/core'
import type { ByteSource } from './byte-source.js'
import type { RandomAccess } from './random-access.js'
import { boundPacking } from './bound-packing.js'
import { containerOf, sniffedBytes } from './sniff.js'
import type { ZipInflater } from './zip-entry.js'

/** The text in an input, whatever it is packed in. */
export interface TextSource {
  /** Size of the input, packed or not. */
  readonly size: number | undefined
  readonly chunks: AsyncIterable<Uint8Array>
  /** Whether the input is packed; known once the first chunk has come. */
  isPacked(): boolean
  /** How much of the input has been read. */
  progress(): Progress
  close(): Promise<void>
}

/**
 * Inflates gzip, also of several members; how depends on the platform.
 *
 * @param file - for error messages.
 * @throws WordloomError `ARCHIVE_MALFORMED`; what `chunks` throws passes through.
 */
export type Gunzip = (chunks: AsyncIterable<Uint8Array>, file: string) => AsyncIterable<Uint8Array>

/** What {@link openText} is told. */
export interface OpenTextOptions {
  /** For error messages. */
  readonly file: string
  /** Which file of a zip archive. */
  readonly entry: string | undefined
  readonly gunzip: Gunzip
  /** A faster way to unpack zip archives than their library has. */
  readonly zip?: ZipInflater
}

/** Unpacks a source. While its chunks are read it throws WordloomError `FILE_READ_FAILED` or `ARCHIVE_MALFORMED`. */
export function openText(source: ByteSource, options: OpenTextOptions): TextSource {
  const { size } = source
  let done = 0
  let packed = false
  let packedBytes = 0
  const count = (bytes: number): void => {
    packedBytes += bytes
    done = size === undefined ? done + bytes : Math.min(size, done + bytes)
  }
  return {
    size,
    chunks: boundPacking(
      unpacked(source, options, count, () => (packed = true)),
      () => packedBytes,
      options.file,
    ),
    isPacked: () => packed,
    progress: () => (size === undefined ? { done } : { done, total: size }),
    close: source.close,
  }
}

async function* unpacked(
  source: ByteSource,
  { file, entry, gunzip, zip }: OpenTextOptions,
  count: (bytes: number) => void,
  onPacked: () => void,
): AsyncGenerator<Uint8Array> {
  const { head, chunks, release } = await peek(source.chunks)
  const container = containerOf(head)
  if (container !== 'plain') onPacked()
  if (container === 'zip') {
    // The sniffed bytes are read again, so they are not counted.
    await release()
    if (source.archive === undefined) throw notSeekable(file)
    // Most files are no archives, and the library for them takes longer to load than most programs to start.
    const { zipEntryChunks } = await import('./zip-entry.js')
    yield* zipEntryChunks(counted(source.archive, count), file, entry, zip)
    return
  }
  const all = countedChunks(chunks, count)
  yield* container === 'gzip' ? gunzip(all, file) : all
}

interface Peeked {
  readonly head: Uint8Array
  /** All bytes, those of the head again. */
  readonly chunks: AsyncGenerator<Uint8Array>
  /** To be called when the chunks are not read. */
  release(): Promise<unknown>
}

async function peek(source: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]()
  const seen: Uint8Array[] = []
  let length = 0
  while (length < sniffedBytes) {
    const { done, value } = await iterator.next()
    if (done === true) break
    seen.push(value)
    length += value.length
  }
  const head = new Uint8Array(length)
  let offset = 0
  for (const chunk of seen) {
    head.set(chunk, offset)
    offset += chunk.length
  }
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head
      for (;;) {
        const { done, value } = await iterator.next()
        if (done === true) return
        yield value
      }
    } finally {
      await iterator.return?.()
    }
  }
  return { head, chunks: chunks(), release: async () => iterator.return?.() }
}

async function* countedChunks(
  chunks: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    count(chunk.length)
    yield chunk
  }
}

function counted(archive: RandomAccess, count: (bytes: number) => void): RandomAccess {
  return {
    size: archive.size,
    async read(offset, length) {
      const bytes = await archive.read(offset, length)
      count(bytes.length)
      return bytes
    },
  }
}

function notSeekable(file: string): WordloomError {
  return new WordloomError('INVALID_ARGUMENT', 'A zip archive cannot be read from a stream', {
    file,
    hint: 'Pass the path or the bytes of the archive: its table of contents is at its end.',
  })
}
