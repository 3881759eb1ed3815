import type { PartSink } from '../download/remote-file.js'
import { chunksOf } from './stream-chunks.js'

/**
 * Turns what pushes bytes into a sink into what bytes are taken from, no faster than they are taken. What `push` throws is
 * thrown to who takes.
 */
export async function* pulled(push: (sink: PartSink) => Promise<void>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const pushing = push({ write: (bytes) => writer.write(bytes) }).then(
    () => writer.close(),
    (error: unknown) => writer.abort(error),
  )
  // Who stops taking makes it fail, and needs not hear of it.
  const ended = pushing.catch(() => undefined)
  writer.closed.catch(() => undefined)
  try {
    yield* chunksOf(readable)
  } finally {
    await ended
  }
}
