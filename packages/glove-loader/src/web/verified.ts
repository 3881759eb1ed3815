import { WordloomError } from '@wordloom/core'
import type { VectorSet } from '../catalogue/vector-set.js'
import { checkFirstRows, headBytes } from '../download/check-first-rows.js'
import { throwIfAborted } from '../download/retry.js'
import { createSha256 } from '../download/sha256.js'

/**
 * Hands on the bytes of a set, and throws at their end at the latest when they are not what is known of it: size, SHA-256,
 * dimension of the first rows.
 *
 * @param size - bytes, where the catalogue does not know it.
 * @throws WordloomError `DOWNLOAD_CORRUPT`, `ABORTED`
 */
export async function* verified(
  chunks: AsyncIterable<Uint8Array>,
  set: VectorSet,
  size: number | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const expected = set.size ?? size
  const hash = set.sha256 === undefined ? undefined : createSha256()
  const head = new Uint8Array(headBytes)
  let total = 0
  for await (const chunk of chunks) {
    throwIfAborted(signal)
    if (total < headBytes) {
      head.set(chunk.subarray(0, headBytes - total), total)
      if (total + chunk.length >= headBytes) checkFirstRows(head, set)
    }
    total += chunk.length
    // More than was announced is not written: an archive may claim little and hold much.
    if (expected !== undefined && total > expected) throw notTheSet(set, 'it is larger than it should be')
    hash?.update(chunk)
    yield chunk
  }
  throwIfAborted(signal)
  if (total < headBytes) checkFirstRows(head.subarray(0, total), set)
  if (expected !== undefined && total !== expected) throw notTheSet(set, `it has ${total} bytes`)
  if (hash !== undefined && hash.hex() !== set.sha256) throw notTheSet(set, 'its SHA-256 differs')
}

/** The error of a file that is another one than it should be. */
export function notTheSet(set: VectorSet, received: string, cause?: unknown): WordloomError {
  return new WordloomError('DOWNLOAD_CORRUPT', `What came is not the file ${set.file}`, {
    file: set.file,
    received,
    hint: 'It is not kept. Try again, or name a mirror with the option `mirrors`.',
    ...(cause === undefined ? {} : { cause }),
  })
}
