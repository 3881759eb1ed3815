import { WordloomError } from '@wordloom/core'
import { kernelsSupport } from '@wordloom/kernels/support'
import { compileVectorParser } from '@wordloom/kernels/vector-parser'
import type { ParseVectorsOptions } from './options.js'
import { assertNotAborted, assertOptions } from './parse/assert-options.js'
import type { RowStore } from './parse/row-store.js'
import { createVectorParser, type VectorParser } from './parse/vector-parser.js'
import type { LoadedVectors } from './report.js'

/**
 * Parses the text of a GloVe or word2vec text file, given in pieces of any size. Needs nothing of Node.
 *
 * **Rows.** A line ends at byte 0x0A; one 0x0D before it is dropped. The last `dimension` fields, separated by plain
 * spaces (0x20), are the numbers; everything before the one space in front of them is the token, whatever bytes it
 * holds: plain spaces, no-break spaces, U+0085 and U+2028 are parts of tokens, and nothing is trimmed. Spaces behind the
 * last number and empty lines at the end of the file mean nothing.
 *
 * **Dimension.** Unless it is stated, each of the first 100 lines gives a candidate: the number of fields at its end that
 * look like numbers. The most frequent candidate is taken, of equally frequent ones the first.
 *
 * **Header.** Two integers in the first line are a header when the lines after it have that dimension. Its word count is
 * a hint: rows after it are read.
 *
 * **Numbers** are rounded once to float64 and once to float32: exactly `Math.fround(Number(text))`.
 *
 * **Tokens** are told apart by their bytes. A token that is empty or `[UNK]` is skipped and reported, since core gives
 * those another meaning. A last row `<unk>` is the unknown token's vector and no word, unless `words` asks for it.
 *
 * Rows 0 and 1 of the embedding are padding (zeros) and unknown.
 *
 * @param chunks - the bytes of the text, in order.
 * @throws WordloomError `VECTORS_EMPTY`; `VECTORS_MALFORMED` for what is no vector file; with file, line, byte, expected
 * and received: `EMBEDDING_DIMENSION`, `NOT_A_NUMBER`, `INVALID_UTF8`, `VOCABULARY_DUPLICATE_TOKEN` (only when asked for);
 * `ABORTED`; `INVALID_ARGUMENT` for an option out of range; `RUNTIME_UNSUPPORTED` when memory does not suffice.
 * @see https://nlp.stanford.edu/projects/glove/ and https://github.com/tmikolov/word2vec (`-binary 0`)
 */
export async function parseVectors(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ParseVectorsOptions = {},
): Promise<LoadedVectors> {
  return (await parseAll(chunks, options)).finish()
}

/** Reads all pieces with a parser, which then only has to be finished. Throws as {@link parseVectors}. */
export async function parseAll(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ParseVectorsOptions,
  createStore?: (dimension: number, expectedWords: number) => RowStore,
): Promise<VectorParser> {
  const { name = 'vectors', signal, onProgress, totalBytes } = options
  assertOptions(options)
  assertNotAborted(signal, name)
  const kernels = kernelsSupport().simd ? await compileVectorParser(false) : undefined
  const parser = createVectorParser(name, options, kernels, createStore)
  let done = 0
  for await (const chunk of chunks) {
    assertNotAborted(signal, name)
    if (!ArrayBuffer.isView(chunk)) throw notBytes(name, chunk)
    const more = parser.push(chunk)
    done += chunk.length
    onProgress?.(totalBytes === undefined ? { done } : { done, total: totalBytes })
    if (!more) break
  }
  assertNotAborted(signal, name)
  return parser
}

function notBytes(file: string, received: unknown): WordloomError {
  return new WordloomError('INVALID_ARGUMENT', 'The pieces of a vector file are bytes', {
    file,
    expected: 'Uint8Array',
    received: typeof received,
    hint: 'Set no encoding on the stream that is read.',
  })
}
