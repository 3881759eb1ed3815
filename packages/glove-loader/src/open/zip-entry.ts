import { WordloomError } from '@wordloom/core'
import { Reader, ZipReader, type FileEntry } from '@zip.js/zip.js'
import { mostExamples } from '../limits.js'
import type { RandomAccess } from './random-access.js'

/** Files in archives that hold vectors: everything else is a licence, a note or a folder of macOS. */
const vectorFile = /\.(txt|vec)$/i
const notVectors = /(^|\/)(__MACOSX|\._[^/]*)(\/|$)/

/**
 * The bytes of one file in a zip archive, inflated as they are read; the archive is never held as a whole.
 *
 * @param file - for error messages.
 * @param wanted - the file's name, with or without its folders; needed when there are several `.txt` or `.vec` files.
 * @param inflate - a faster way than the library's.
 * @throws WordloomError `ARCHIVE_MALFORMED`
 */
export async function* zipEntryChunks(
  archive: RandomAccess,
  file: string,
  wanted: string | undefined,
  inflate?: ZipInflater,
): AsyncGenerator<Uint8Array> {
  const entry = chooseEntry(await readZipDirectory(archive, file), file, wanted)
  yield* inflate === undefined ? entryChunks(entry, file) : inflatedEntry(archive, entry, file, inflate)
}

/** The files in an archive, folders left out. Throws WordloomError `ARCHIVE_MALFORMED`, and what `archive` throws. */
export async function readZipDirectory(archive: RandomAccess, file: string): Promise<FileEntry[]> {
  const zip = new ZipReader(new RandomAccessReader(archive))
  try {
    const entries = await zip.getEntries()
    return entries.filter((entry): entry is FileEntry => !entry.directory)
  } catch (cause) {
    throw damaged(file, undefined, cause)
  } finally {
    await zip.close()
  }
}

/** Inflates raw deflate data; how depends on the platform. */
export type Inflate = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

/** How a platform unpacks archives faster than the library for them does, beside the program's own work. */
export interface ZipInflater {
  readonly inflate: Inflate
  crc32(bytes: Uint8Array, before: number): number
}

const localHeaderBytes = 30
const localSignature = 0x04034b50
const storedMethod = 0
const deflateMethod = 8
/** Read at once: more than the inflater takes at a time. */
const packedPieceBytes = 262_144

async function* inflatedEntry(
  archive: RandomAccess,
  entry: FileEntry,
  file: string,
  { inflate, crc32 }: ZipInflater,
): AsyncGenerator<Uint8Array> {
  const { compressionMethod: method, compressedSize, uncompressedSize, signature, offset, filename } = entry
  if (entry.encrypted || (method !== storedMethod && method !== deflateMethod)) {
    yield* entryChunks(entry, file)
    return
  }
  const header = await archive.read(offset, localHeaderBytes)
  if (header.length < localHeaderBytes) throw damaged(file, filename, undefined)
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  const agrees = view.getUint32(0, true) === localSignature && view.getUint16(8, true) === method
  if (!agrees) throw damaged(file, filename, undefined)
  const start = offset + localHeaderBytes + view.getUint16(26, true) + view.getUint16(28, true)
  const packed = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < compressedSize; at += packedPieceBytes) {
      const length = Math.min(packedPieceBytes, compressedSize - at)
      const bytes = await archive.read(start + at, length)
      if (bytes.length < length) throw damaged(file, filename, undefined)
      yield bytes
    }
  }
  let checksum = 0
  let size = 0
  try {
    for await (const chunk of method === storedMethod ? packed() : inflate(packed())) {
      checksum = crc32(chunk, checksum)
      size += chunk.length
      // An archive may claim little and hold much.
      if (size > uncompressedSize) break
      yield chunk
    }
  } catch (cause) {
    throw damaged(file, filename, cause)
  }
  if (size !== uncompressedSize || checksum !== signature) throw damaged(file, filename, undefined)
}

class RandomAccessReader extends Reader<RandomAccess> {
  readonly #archive: RandomAccess

  constructor(archive: RandomAccess) {
    super(archive)
    this.#archive = archive
    this.size = archive.size
  }

  override readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    return this.#archive.read(offset, length)
  }
}

async function* entryChunks(entry: FileEntry, file: string): AsyncGenerator<Uint8Array> {
  if (entry.encrypted) {
    throw new WordloomError('ARCHIVE_MALFORMED', 'The file in the archive is encrypted', {
      file,
      name: entry.filename,
      hint: 'Unpack it with a program that knows the password.',
    })
  }
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  // Workers would be started from a data: URL, which Node does not know.
  const inflated = entry.getData(writable, { useWebWorkers: false, checkCrc32: true })
  const failed = new Promise<never>((_, reject) => void inflated.catch(reject))
  const reader = readable.getReader()
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), failed])
      if (done) break
      yield value
    }
    await inflated
  } catch (cause) {
    throw damaged(file, entry.filename, cause)
  } finally {
    await reader.cancel().catch(() => undefined)
    await inflated.catch(() => undefined)
  }
}

/** The file with a name, or the only one that looks like vectors. Throws WordloomError `ARCHIVE_MALFORMED`. */
export function chooseEntry(files: readonly FileEntry[], file: string, wanted: string | undefined): FileEntry {
  if (wanted !== undefined) {
    const named =
      files.filter(({ filename }) => filename === wanted)[0] ??
      onlyOne(files.filter(({ filename }) => filename.endsWith(`/${wanted}`)))
    if (named !== undefined) return named
    throw noSuchChoice('The archive has no such file', files, file, wanted)
  }
  const candidates = files.filter(({ filename }) => !notVectors.test(filename))
  const texts = candidates.filter(({ filename }) => vectorFile.test(filename))
  const chosen = onlyOne(texts) ?? (texts.length === 0 ? onlyOne(candidates) : undefined)
  if (chosen !== undefined) return chosen
  throw noSuchChoice(
    files.length === 0 ? 'The archive is empty' : 'The archive holds several files and none was chosen',
    texts.length > 0 ? texts : candidates,
    file,
  )
}

function onlyOne<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined
}

function noSuchChoice(what: string, files: readonly FileEntry[], file: string, received?: string): WordloomError {
  const names = files.slice(0, mostExamples).map(({ filename }) => filename)
  if (files.length > names.length) names.push(`${files.length - names.length} more`)
  return new WordloomError('ARCHIVE_MALFORMED', what, {
    file,
    ...(names.length > 0 ? { expected: `one of ${names.join(', ')}` } : {}),
    ...(received === undefined ? {} : { received }),
    hint: 'Name one with the option `entry`.',
  })
}

function damaged(file: string, name: string | undefined, cause: unknown): unknown {
  if (cause instanceof WordloomError) return cause
  return new WordloomError('ARCHIVE_MALFORMED', 'The zip archive is damaged or was cut short', {
    file,
    ...(name === undefined ? {} : { name }),
    hint: 'Download or copy it again, and compare its size and checksum.',
    cause,
  })
}
