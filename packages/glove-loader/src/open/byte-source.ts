import type { RandomAccess } from './random-access.js'

/** Bytes handed on at once: a fraction of a millisecond of parsing. */
export const pieceBytes = 262_144
/** Pieces of bytes in memory after which other work of the program gets its turn. */
const piecesPerTurn = 16

/** An opened input. */
export interface ByteSource {
  /** Size in bytes, where it is known. */
  readonly size: number | undefined
  /** All bytes in order; to be read once. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** The bytes in any order, where that is possible. */
  readonly archive: RandomAccess | undefined
  close(): Promise<void>
}

/** Bytes in memory as a source. */
export function bytesInMemory(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    chunks: piecesOf(bytes),
    archive: { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) },
    close: async () => undefined,
  }
}

/** A stream as a source: it can be read once, from its start. */
export function streamedBytes(chunks: AsyncIterable<Uint8Array>): ByteSource {
  return { size: undefined, chunks, archive: undefined, close: async () => undefined }
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0, piece = 1; start < bytes.length; start += pieceBytes, piece++) {
    yield bytes.subarray(start, start + pieceBytes)
    if (piece % piecesPerTurn === 0) await new Promise((resolve) => setTimeout(resolve))
  }
}
