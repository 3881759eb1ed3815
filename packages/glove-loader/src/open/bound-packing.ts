import { WordloomError } from '@wordloom/core'
import { largestPackingRatio, packedFreely } from '../limits.js'

/**
 * Hands on unpacked bytes until there are far more than any vectors unpack to: a small file made to fill the memory.
 *
 * @param packedBytes - how much of the input has been read.
 * @throws WordloomError `ARCHIVE_MALFORMED`
 */
export async function* boundPacking(
  chunks: AsyncIterable<Uint8Array>,
  packedBytes: () => number,
  file: string,
): AsyncGenerator<Uint8Array> {
  let unpacked = 0
  for await (const chunk of chunks) {
    unpacked += chunk.length
    if (unpacked > packedFreely && unpacked > largestPackingRatio * packedBytes()) {
      throw new WordloomError('ARCHIVE_MALFORMED', 'The packed file unpacks to far more than vectors do', {
        file,
        expected: `at most ${largestPackingRatio} times its size`,
        received: `${Math.floor(unpacked / packedBytes())} times`,
        hint: 'Such files are made to fill memories: do not trust it. If it is right, unpack it first.',
      })
    }
    yield chunk
  }
}
