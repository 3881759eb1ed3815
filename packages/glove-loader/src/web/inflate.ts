import { crc32 } from '../download/crc32.js'
import type { ZipInflater } from '../open/zip-entry.js'
import { chunksOf } from './stream-chunks.js'

/**
 * Unpacks what is in zip archives by what the browser has for it.
 *
 * @param damaged - makes the error of bytes that cannot be unpacked; what `chunks` throws passes through.
 */
export async function* inflated(
  chunks: AsyncIterable<Uint8Array>,
  damaged: (cause: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  let failure: { readonly error: unknown } | undefined
  const source = new ReadableStream<BufferSource>({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next()
        if (done === true) controller.close()
        else controller.enqueue(value.slice())
      } catch (error) {
        failure = { error }
        controller.error(error)
      }
    },
    cancel: async () => void (await iterator.return?.()),
  })
  try {
    yield* chunksOf(source.pipeThrough(new DecompressionStream('deflate-raw')))
  } catch (cause) {
    throw failure === undefined ? damaged(cause) : failure.error
  }
}

/** The same for the reader of archives. */
export const webZipInflater: ZipInflater = {
  inflate: (chunks) => inflated(chunks, (cause) => cause),
  crc32,
}
