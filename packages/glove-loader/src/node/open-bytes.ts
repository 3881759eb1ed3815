import { WordloomError } from '@wordloom/core'
import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bytesInMemory, pieceBytes, streamedBytes, type ByteSource } from '../open/byte-source.js'

/** What vectors can be read from: a path or `file:` URL, the bytes of a file, or a stream of them. */
export type VectorsInput = string | URL | Uint8Array | AsyncIterable<Uint8Array>

/** What an input is called in messages. */
export function nameOf(input: VectorsInput): string {
  if (typeof input === 'string') return basename(input)
  return input instanceof URL ? basename(input.pathname) : 'vectors'
}

/** @throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `INVALID_ARGUMENT` */
export async function openBytes(input: VectorsInput): Promise<ByteSource> {
  if (input instanceof Uint8Array) return bytesInMemory(input)
  if (typeof input === 'string' || input instanceof URL) return openFile(pathOf(input))
  return streamedBytes(input)
}

async function openFile(path: string): Promise<ByteSource> {
  try {
    const handle = await open(path, 'r')
    try {
      const status = await handle.stat()
      if (status.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
      const size = status.isFile() ? status.size : undefined
      return {
        size,
        chunks: fileChunks(handle, path),
        archive:
          size === undefined ? undefined : { size, read: (offset, length) => readAt(handle, path, offset, length) },
        close: () => handle.close(),
      }
    } catch (error) {
      await handle.close()
      throw error
    }
  } catch (cause) {
    throw readFailure(path, cause)
  }
}

async function* fileChunks(handle: FileHandle, path: string): AsyncGenerator<Uint8Array> {
  for (;;) {
    // A pipe has no positions, so this reads on from where the last read ended.
    const chunk = await read(handle, path, pieceBytes, null)
    if (chunk.length === 0) return
    yield chunk
  }
}

async function readAt(handle: FileHandle, path: string, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const chunk = await read(handle, path, length - filled, offset + filled)
    if (chunk.length === 0) break
    bytes.set(chunk, filled)
    filled += chunk.length
  }
  return bytes.subarray(0, filled)
}

async function read(handle: FileHandle, path: string, length: number, position: number | null): Promise<Uint8Array> {
  try {
    const bytes = new Uint8Array(length)
    const { bytesRead } = await handle.read(bytes, 0, length, position)
    return bytes.subarray(0, bytesRead)
  } catch (cause) {
    throw readFailure(path, cause)
  }
}

function pathOf(input: string | URL): string {
  if (typeof input === 'string') return input
  if (input.protocol === 'file:') return fileURLToPath(input)
  throw new WordloomError('INVALID_ARGUMENT', 'Only files of this machine are read', {
    expected: 'a file: URL',
    received: input.protocol,
    hint: 'Download the file first, or pass its bytes.',
  })
}

function readFailure(path: string, cause: unknown): WordloomError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'ENOENT') {
    return new WordloomError('FILE_NOT_FOUND', 'There is no such vector file', {
      file: path,
      hint: 'Check the path. The one name that needs no file is glove-mini.',
      cause,
    })
  }
  return new WordloomError('FILE_READ_FAILED', 'The vector file cannot be read', {
    file: path,
    hint:
      code === 'EISDIR'
        ? 'This is a folder; name a file in it.'
        : `The system says ${code || 'no more'}: see the cause.`,
    cause,
  })
}
