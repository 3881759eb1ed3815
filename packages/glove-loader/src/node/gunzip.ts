import { WordloomError } from '@wordloom/core'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createGunzip, createInflateRaw } from 'node:zlib'
import type { ZipInflater } from '../open/zip-entry.js'

/** Bytes handed on at once: larger pieces are cheaper to parse, and these still fit into a processor's cache. */
const pieceBytes = 262_144
/** The inflater works ahead of the parser by so many pieces, and never waits for it or for the disk. */
const inflaterOptions = {
  chunkSize: pieceBytes,
  readableHighWaterMark: 16 * pieceBytes,
  writableHighWaterMark: 4 * pieceBytes,
}

/**
 * Inflates gzip, also of several members, on Node's thread pool while the parser works.
 *
 * @param file - for error messages.
 * @throws WordloomError `ARCHIVE_MALFORMED`; what `chunks` throws passes through.
 */
export async function* gunzipChunks(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* through(createGunzip(inflaterOptions), chunks)
  } catch (cause) {
    throw cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_')
      ? damaged(file, cause)
      : cause
  }
}

/** Inflates what is in zip archives on Node's thread pool while the parser works. */
export const nodeZipInflater: ZipInflater = {
  inflate: (chunks) => through(createInflateRaw(inflaterOptions), chunks),
  crc32: (bytes, before) => crc32(bytes, before),
}

async function* through(inflater: Transform, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const feeding = pipeline(Readable.from(chunks, { objectMode: true }), inflater)
  // Its failures surface in the loop below too; this one only must not go unhandled.
  feeding.catch(() => undefined)
  try {
    for await (const chunk of inflater) yield chunk as Uint8Array
  } finally {
    inflater.destroy()
    await feeding.catch(() => undefined)
  }
}

function damaged(file: string, cause: Error): WordloomError {
  return new WordloomError('ARCHIVE_MALFORMED', 'The gzip file is damaged or was cut short', {
    file,
    hint: 'Download or copy it again, and compare its size and checksum.',
    cause,
  })
}
