import { WordloomError } from '@wordloom/core'
import { bytesInMemory, streamedBytes, type ByteSource } from '../open/byte-source.js'
import type { RandomAccess } from '../open/random-access.js'
import { chunksOf } from './stream-chunks.js'

/** What vectors can be read from in a browser; an address is fetched. */
export type WebVectorsInput =
  Blob | Response | ReadableStream<Uint8Array> | Uint8Array | URL | string | AsyncIterable<Uint8Array>

/** Opens an input. Throws WordloomError `FILE_READ_FAILED`, `ABORTED`. */
export async function openWebInput(input: WebVectorsInput, signal: AbortSignal | undefined): Promise<ByteSource> {
  if (input instanceof Uint8Array) return bytesInMemory(input)
  if (input instanceof Blob) return openBlob(input)
  if (typeof input === 'string' || input instanceof URL)
    return openResponse(await fetchOk(input, signal), String(input))
  if (input instanceof Response) return openResponse(input, input.url)
  if (input instanceof ReadableStream) return streamedBytes(chunksOf(input))
  return streamedBytes(input)
}

/** A file that the user chose: read where it is, never as a whole. */
function openBlob(blob: Blob): ByteSource {
  return {
    size: blob.size,
    chunks: chunksOf(blob.stream() as ReadableStream<Uint8Array>),
    archive: blobAccess(blob),
    close: async () => undefined,
  }
}

/** A file's bytes in any order. */
export function blobAccess(blob: Blob): RandomAccess {
  return {
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  }
}

async function openResponse(response: Response, address: string): Promise<ByteSource> {
  if (!response.ok || response.body === null) throw notFetched(address, `status ${response.status}`)
  // A zip archive is read from its end, so all of it has to be there.
  const first = await peekStream(response.body)
  if (first.head[0] === 0x50 && first.head[1] === 0x4b) {
    return openBlob(await new Response(first.stream).blob())
  }
  const length = Number(response.headers.get('content-length'))
  const isPlain = response.headers.get('content-encoding') === null
  return { ...streamedBytes(chunksOf(first.stream)), size: isPlain && length > 0 ? length : undefined }
}

async function peekStream(
  stream: ReadableStream<Uint8Array>,
): Promise<{ head: Uint8Array; stream: ReadableStream<Uint8Array> }> {
  const reader = stream.getReader()
  const { value = new Uint8Array() } = await reader.read()
  const all = new ReadableStream<Uint8Array>({
    start(controller) {
      if (value.length > 0) controller.enqueue(value)
    },
    async pull(controller) {
      const next = await reader.read()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return { head: value, stream: all }
}

async function fetchOk(address: string | URL, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(address, signal === undefined ? {} : { signal })
  } catch (cause) {
    throw notFetched(String(address), 'no answer', cause)
  }
}

function notFetched(file: string, received: string, cause?: unknown): WordloomError {
  return new WordloomError('FILE_READ_FAILED', 'The vectors cannot be fetched', {
    file,
    received,
    hint: 'Check the address; another site has to allow it by CORS.',
    ...(cause === undefined ? {} : { cause }),
  })
}
