import { WordloomError } from '@wordloom/core'
import { largestDimension } from '../limits.js'
import type { ParseVectorsOptions } from '../options.js'
import { assertNotAborted } from '../parse/assert-options.js'

/** What a reader of a format is told. */
export interface ReadFormatOptions extends ParseVectorsOptions {
  readonly name: string
  /** The words of formats that hold only numbers, in the order of rows. */
  readonly vocabulary?: readonly string[] | undefined
  /** Which tensor of a safetensors file. */
  readonly tensor?: string
}

/**
 * Compares a shape that a file states with what is wanted and what is possible.
 *
 * @param bytesPerRow - the least bytes of a row.
 * @throws WordloomError `EMBEDDING_DIMENSION`, `VECTORS_MALFORMED`
 */
export function assertShape(
  file: string,
  shape: { readonly rows: number; readonly dimension: number },
  bytesPerRow: number,
  { dimension, totalBytes }: ParseVectorsOptions,
): void {
  if (!Number.isSafeInteger(shape.dimension) || shape.dimension < 1 || shape.dimension > largestDimension) {
    throw new WordloomError('VECTORS_MALFORMED', 'The file states a dimension that no vectors have', {
      file,
      expected: `1 to ${largestDimension}`,
      received: shape.dimension,
      hint: 'It is damaged, or no file of vectors.',
    })
  }
  if (dimension !== undefined && dimension !== shape.dimension) {
    throw new WordloomError('EMBEDDING_DIMENSION', 'The vectors have another dimension than the one asked for', {
      file,
      expected: dimension,
      received: shape.dimension,
      hint: 'Leave the dimension out to take the one of the file.',
    })
  }
  const possible = totalBytes === undefined ? Number.MAX_SAFE_INTEGER : totalBytes / bytesPerRow
  if (!Number.isSafeInteger(shape.rows) || shape.rows < 0 || shape.rows > possible) {
    throw new WordloomError('VECTORS_MALFORMED', 'The file states more rows than it can hold', {
      file,
      expected: totalBytes === undefined ? 'a number of rows' : `at most ${Math.floor(possible)}`,
      received: shape.rows,
      hint: 'It is damaged or was cut short.',
    })
  }
}

/** Rows after which other work gets its turn, progress is told, and an abort noticed. */
const rowsPerTurn = 8192

/** Called for every row: lets other work have its turn now and then. Throws `ABORTED`. */
export async function pauseAtRow(row: number, read: () => number, options: ReadFormatOptions): Promise<void> {
  if (row % rowsPerTurn !== 0) return
  const { signal, onProgress, totalBytes, name } = options
  onProgress?.(totalBytes === undefined ? { done: read() } : { done: Math.min(totalBytes, read()), total: totalBytes })
  await new Promise((resolve) => setTimeout(resolve))
  assertNotAborted(signal, name)
}
