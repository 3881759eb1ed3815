import type { EmbeddingSourceOptions } from '@wordloom/core'
import type { DownloadOptions } from './node/download-vectors.js'
import type { VectorsReport } from './report.js'

/** What to know about a vector file before reading it. */
export interface VectorFileOptions {
  /**
   * Columns. Needed only where it cannot be inferred, see {@link parseVectors}; a wrong one is refused.
   * @defaultValue inferred
   */
  readonly dimension?: number
  /**
   * Whether the first line is a word2vec header (`words dimension`). `auto`: it is one when it is two integers and the
   * lines after it have that dimension. Only vectors of dimension 1 can be mistaken.
   * @defaultValue `'auto'`
   */
  readonly header?: boolean | 'auto'
  /**
   * `strict`: the first bad row is an error. `lenient`: bad rows are left out and counted in the report.
   * @defaultValue `'strict'`
   */
  readonly mode?: 'strict' | 'lenient'
  /**
   * Which row of a token counts that occurs more than once: the first, the last (at the place of the first), or an error
   * `VOCABULARY_DUPLICATE_TOKEN`. Some published files have duplicates.
   * @defaultValue `'first'`
   */
  readonly duplicates?: 'first' | 'last' | 'error'
  /** What error messages and the report call the input. @defaultValue the path, or `'vectors'` */
  readonly name?: string
}

/**
 * What {@link parseVectors} takes: the file, and what is wanted of it.
 *
 * - `words`: rows of other words are skipped without reading their numbers, and without checking them.
 * - `limit`: the first words of the file; reading stops there. With `words` it bounds the rows that are searched.
 * - `outOfVocabulary`: without it a last row `<unk>`, as GloVe's own program writes one, becomes the unknown token's
 *   row; a file without that row has the mean there.
 */
export interface ParseVectorsOptions extends VectorFileOptions, EmbeddingSourceOptions {
  /** Size of the input in bytes, for progress and for reserving memory. */
  readonly totalBytes?: number
}

/** What {@link loadVectors} takes. */
export interface LoadVectorsOptions extends VectorFileOptions, EmbeddingSourceOptions {
  /** Threads that parse, the calling one included. Results do not depend on it. @defaultValue one a processor, at most 4 */
  readonly threads?: number
  /** Name of the file in a zip archive, with or without its folders. Needed when the archive holds several. */
  readonly entry?: string
  /**
   * The words of a file that holds only numbers (npy, safetensors), in the order of rows: themselves, the bytes of a text with
   * one a line, or in Node the path of one.
   * @defaultValue for npy in Node the file `NAME.vocabulary.txt` beside it; for safetensors its metadata
   */
  readonly vocabulary?: readonly string[] | Uint8Array | string | URL
  /** Which tensor of a safetensors file. @defaultValue the only matrix */
  readonly tensor?: string
}

/** What {@link glove} takes. */
export interface GloveOptions extends VectorFileOptions {
  /** As in {@link LoadVectorsOptions}. */
  readonly entry?: string
  /** Only the first words, unless `load` is given another limit. */
  readonly limit?: number
  /** Where vectors of the catalogue are kept and how they are downloaded. */
  readonly download?: Omit<DownloadOptions, 'signal'>
  /** Called after each `load` with what was found in the file. Not for `glove-mini`. */
  readonly onReport?: (report: VectorsReport) => void
}
