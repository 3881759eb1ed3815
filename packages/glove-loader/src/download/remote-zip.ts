import { WordloomError } from '@wordloom/core'
import { chooseEntry, readZipDirectory } from '../open/zip-entry.js'
import type { RemoteFile } from './remote-file.js'

/** Where the packed bytes of a file in an archive are, and what they unpack to. */
export interface PackedEntry {
  readonly name: string
  /** 0 stored, 8 deflate. */
  readonly method: number
  /** Of the packed bytes, in the archive. */
  readonly start: number
  readonly packedSize: number
  readonly size: number
  readonly crc32: number
}

/** Of a local header before its two variable fields. */
const localHeaderBytes = 30
const localSignature = 0x04034b50
/** What is read of an archive to know its files: real ones have directories of some hundred bytes. */
const largestDirectory = 16_777_216

/**
 * Finds a file in an archive on a server, reading its directory and nothing else: some kilobytes of hundreds of megabytes.
 *
 * @throws as `RemoteFile.read`; WordloomError `ARCHIVE_MALFORMED`
 * @see PKWARE APPNOTE.TXT, sections 4.3.7 and 4.3.12
 */
export async function findRemoteEntry(remote: RemoteFile, archive: string, wanted: string): Promise<PackedEntry> {
  // The first answer says how large the archive is.
  const head = await readBytes(remote, 0, localHeaderBytes)
  const size = remote.stamp.size
  if (size === undefined || new DataView(head.buffer).getUint32(0, true) !== localSignature) throw noArchive(archive)
  let spent = 0
  const entries = await readZipDirectory(
    {
      size,
      async read(offset, length) {
        const end = Math.min(size, offset + length)
        spent += end - offset
        if (spent > largestDirectory) throw noArchive(archive)
        return readBytes(remote, offset, end)
      },
    },
    archive,
  )
  // Some archives call the text inside differently from everybody else; if it is the only one, it is meant.
  const isThere = entries.some(({ filename }) => filename === wanted || filename.endsWith(`/${wanted}`))
  const entry = chooseEntry(entries, archive, isThere ? wanted : undefined)
  const header = await readBytes(remote, entry.offset, entry.offset + localHeaderBytes)
  const view = new DataView(header.buffer)
  if (view.getUint32(0, true) !== localSignature) throw noArchive(archive)
  const start = entry.offset + localHeaderBytes + view.getUint16(26, true) + view.getUint16(28, true)
  const { filename: name, compressionMethod: method, compressedSize, uncompressedSize, signature } = entry
  const isReadable = !entry.encrypted && (method === 0 || method === 8) && signature !== undefined
  if (!isReadable || start + compressedSize > size) throw noArchive(archive)
  return { name, method, start, packedSize: compressedSize, size: uncompressedSize, crc32: signature }
}

async function readBytes(remote: RemoteFile, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(end - start)
  let filled = 0
  await remote.read(start, end, {
    write(chunk) {
      bytes.set(chunk, filled)
      filled += chunk.length
    },
  })
  return bytes
}

function noArchive(file: string): WordloomError {
  return new WordloomError('DOWNLOAD_CORRUPT', 'The server sends no zip archive with the file', {
    file,
    hint: 'Name a mirror with the option `mirrors` or WORDLOOM_VECTORS_MIRROR.',
  })
}
