import type { Embedding, WorkOptions } from '@wordloom/core'
import { encodeVectors, encodeWordLines, type EncodeVectorsOptions } from '../formats/encode-vectors.js'
import { vocabularyBeside } from '../formats/require-vocabulary.js'
import { assertNotAborted } from '../parse/assert-options.js'

/** How to write vectors to a file. */
export interface WriteVectorsOptions extends EncodeVectorsOptions, WorkOptions {
  /** Replace what is there. @defaultValue false */
  readonly overwrite?: boolean
  /** Pack the file. @defaultValue false */
  readonly gzip?: boolean
}

/**
 * Writes vectors to a file, which gets its name when all of it is on the disk. The words of an npy file go to
 * `NAME.vocabulary.txt` beside it.
 *
 * @throws WordloomError `VOCABULARY_TOKEN_NOT_TEXT` or `NOT_A_NUMBER` for what the format cannot hold, `FILE_EXISTS`,
 * `FILE_WRITE_FAILED`, `INVALID_ARGUMENT`, `ABORTED`
 */
export async function writeVectors(path: string, embedding: Embedding, options: WriteVectorsOptions): Promise<void> {
  const { format, overwrite = false, gzip = false } = options
  const chunks = encodeVectors(embedding, options)
  if (format === 'npy')
    await writeChunks(vocabularyBeside(path), encodeWordLines(embedding), { overwrite, gzip: false }, path)
  await writeChunks(path, chunks, { ...options, overwrite, gzip }, path)
}

async function writeChunks(
  path: string,
  chunks: Iterable<Uint8Array>,
  { overwrite, gzip, signal, onProgress }: { readonly overwrite: boolean; readonly gzip: boolean } & WorkOptions,
  name: string,
): Promise<void> {
  const [{ writeFileBy }, { Readable }, { pipeline }, { createGzip }] = await Promise.all([
    import('@wordloom/node-files'),
    import('node:stream'),
    import('node:stream/promises'),
    import('node:zlib'),
  ])
  let done = 0
  const counted = function* (): Generator<Uint8Array> {
    for (const chunk of chunks) {
      assertNotAborted(signal, name)
      yield chunk
      done += chunk.length
      onProgress?.({ done })
    }
  }
  await writeFileBy(
    path,
    async (file) => {
      const source = Readable.from(counted(), { objectMode: false })
      const target = async (packed: AsyncIterable<Uint8Array>): Promise<void> => {
        for await (const chunk of packed) await file.appendFile(chunk)
      }
      await (gzip ? pipeline(source, createGzip(), target) : pipeline(source, target))
    },
    { overwrite },
  )
}
