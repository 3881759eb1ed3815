import { WordloomError } from '@wordloom/core'
import { writeFileBy } from '@wordloom/node-files'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writeFile, type FileHandle } from 'node:fs/promises'
import type { VectorSet } from '../catalogue/vector-set.js'
import { checkFirstRows, headBytes } from '../download/check-first-rows.js'
import type { PackedEntry } from '../download/remote-zip.js'
import { throwIfAborted } from '../download/retry.js'
import { zipEntryChunks } from '../open/zip-entry.js'
import { nodeZipInflater } from './gunzip.js'
import { openBytes } from './open-bytes.js'
import { hashFile, recordOf } from './vector-folder.js'

/** Unpacks what was fetched of an archive. Throws `DOWNLOAD_CORRUPT`, `FILE_WRITE_FAILED`, `ABORTED`. */
export async function unpackEntry(
  part: string,
  entry: PackedEntry,
  set: VectorSet,
  target: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const packed = createReadStream(part, { highWaterMark: 1_048_576 })
  const chunks = entry.method === 0 ? packed : nodeZipInflater.inflate(packed)
  let checksum = 0
  await keep(target, set, signal, entry.size, async function* () {
    for await (const chunk of chunks) {
      checksum = nodeZipInflater.crc32(chunk as Uint8Array, checksum)
      yield chunk as Uint8Array
    }
    if (checksum !== entry.crc32) throw corrupt(set, 'its CRC-32 differs from that of the archive')
  })
}

/** Takes a whole file that was fetched: the vectors, or an archive with them. Throws as {@link unpackEntry}. */
export async function unpackFile(
  part: string,
  set: VectorSet,
  target: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (set.archive === undefined) {
    await keep(target, set, signal, undefined, () => createReadStream(part, { highWaterMark: 1_048_576 }))
    return
  }
  const { sha256 } = set.archive
  if (sha256 !== undefined && (await hashFile(part, signal)) !== sha256)
    throw corrupt(set, 'the SHA-256 of its archive differs')
  await unpackLocalArchive(part, set, target, signal)
}

/** Takes the vectors out of an archive on the disk. Throws as {@link unpackEntry}, and `ARCHIVE_MALFORMED`. */
export async function unpackLocalArchive(
  archive: string,
  set: VectorSet,
  target: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const source = await openBytes(archive)
  try {
    const entry = await entryNameOf(source.archive!, archive, set)
    await keep(target, set, signal, undefined, () => zipEntryChunks(source.archive!, archive, entry, nodeZipInflater))
  } finally {
    await source.close()
  }
}

/** Some archives call the only text inside differently. */
async function entryNameOf(
  archive: Parameters<typeof zipEntryChunks>[0],
  file: string,
  set: VectorSet,
): Promise<string | undefined> {
  const { readZipDirectory } = await import('../open/zip-entry.js')
  const entries = await readZipDirectory(archive, file)
  return entries.some(({ filename }) => filename === set.file || filename.endsWith(`/${set.file}`))
    ? set.file
    : undefined
}

/** Writes a file, and gives it its name when everything that is known about it is right. */
async function keep(
  target: string,
  set: VectorSet,
  signal: AbortSignal | undefined,
  size: number | undefined,
  chunks: () => AsyncIterable<Uint8Array>,
): Promise<void> {
  const expectedSize = set.size ?? size
  const record = { sha256: '', size: 0 }
  await writeFileBy(
    target,
    async (file: FileHandle) => {
      const hash = createHash('sha256')
      try {
        for await (const chunk of chunks()) {
          throwIfAborted(signal)
          record.size += chunk.length
          // More than was announced is not written: an archive may claim little and hold much.
          if (expectedSize !== undefined && record.size > expectedSize)
            throw corrupt(set, 'it is larger than it should be')
          hash.update(chunk)
          await file.appendFile(chunk)
        }
      } catch (cause) {
        if (cause instanceof WordloomError) throw cause
        if (cause instanceof Error && 'code' in cause && !String(cause.code).startsWith('Z_')) throw cause
        throw corrupt(set, 'what came cannot be unpacked', cause)
      }
      record.sha256 = hash.digest('hex')
      if (expectedSize !== undefined && record.size !== expectedSize) throw corrupt(set, `it has ${record.size} bytes`)
      if (set.sha256 !== undefined && record.sha256 !== set.sha256) throw corrupt(set, 'its SHA-256 differs')
      const head = new Uint8Array(headBytes)
      const { bytesRead } = await file.read(head, 0, headBytes, 0)
      checkFirstRows(head.subarray(0, bytesRead), set)
    },
    { overwrite: true },
  )
  await writeFile(recordOf(target), `${JSON.stringify(record)}\n`)
}

function corrupt(set: VectorSet, received: string, cause?: unknown): WordloomError {
  return new WordloomError('DOWNLOAD_CORRUPT', `What came is not the file ${set.file}`, {
    file: set.file,
    received,
    hint: 'It is not kept. Try again, or name a mirror with the option `mirrors` or WORDLOOM_VECTORS_MIRROR.',
    ...(cause === undefined ? {} : { cause }),
  })
}
