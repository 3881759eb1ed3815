import { WordloomError } from '@wordloom/core'
import type { LoadedVectors } from '../report.js'
import type { ByteReader } from './byte-reader.js'
import { assertShape, pauseAtRow, type ReadFormatOptions } from './read-options.js'
import { createRowCollector } from './row-collector.js'

const space = 0x20
const lineFeed = 0x0a
/** word2vec itself cuts words at 50 characters; other programs write longer ones. */
export const longestWord = 65_536
const longestHeader = 64

/**
 * Reads word2vec's binary format: a line `words dimension`, then for each word its bytes, a space, and the float32 values
 * (little-endian), with or without a line feed after them.
 *
 * @see https://github.com/tmikolov/word2vec (`word2vec.c`, `-binary 1`)
 * @throws WordloomError `VECTORS_MALFORMED`, `EMBEDDING_DIMENSION`, and those of `createRowCollector`
 */
export async function readWord2vecBinary(reader: ByteReader, options: ReadFormatOptions): Promise<LoadedVectors> {
  const { name } = options
  const line = new TextDecoder().decode(await reader.until(lineFeed, longestHeader))
  const [words, dimension] = line.trim().split(/ +/).map(Number) as [number, number]
  const header = { words, dimension }
  assertShape(name, { rows: words, dimension }, 4 * dimension + 1, options)
  const collector = createRowCollector(dimension, words, name, options)
  const bytes = new Uint8Array(4 * dimension)
  const values = new Float32Array(bytes.buffer)
  for (let row = 0; row < words && !collector.isFull; row++) {
    await pauseAtRow(row, () => reader.position, options)
    if ((await reader.peek(1))[0] === lineFeed) await reader.take(1)
    if (await reader.isAtEnd()) {
      if (options.mode === 'lenient') break
      throw new WordloomError('VECTORS_MALFORMED', 'The file holds fewer words than its header states', {
        file: name,
        byte: reader.position,
        expected: words,
        received: row,
        hint: 'It was cut short; mode `lenient` takes what is there.',
      })
    }
    const position = reader.position
    let word: Uint8Array
    try {
      word = await reader.until(space, longestWord)
      await reader.fill(bytes)
    } catch (error) {
      if (options.mode === 'lenient' && reader.hasEnded) break
      throw error
    }
    if (collector.wants(word, position)) collector.keep(values)
  }
  return collector.finish('word2vec-binary', header)
}
