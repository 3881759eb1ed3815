/** A set of vectors that can be downloaded. */
export interface VectorSet {
  /** What `glove()` and `downloadVectors()` are asked for: `6B.100d`. */
  readonly name: string
  /** The file that it becomes in the cache folder, `glove.6B.100d.txt`; also the end of its name in `archive`. */
  readonly file: string
  /** Numbers of a vector. */
  readonly dimension: number
  /** Words, about. */
  readonly words: number
  /** Whether words are kept as they are written; else they are in lower case. */
  readonly cased: boolean
  /** How its makers cut text into words. */
  readonly tokenizer: string
  /** Under which its makers give it away. */
  readonly licence: string
  /** Where it comes from, in the order in which they are tried: of `archive`, or of `file` if there is none. */
  readonly urls: readonly string[]
  /** The zip archive that holds the file, maybe beside others. */
  readonly archive?: DownloadFile
  /** Bytes of the file. Left out where nobody is known to have stated it. */
  readonly size?: number
  /** SHA-256 of the file, lower-case hex. Left out where nobody is known to have stated it. */
  readonly sha256?: string
}

/** A file as it is at its place. */
export interface DownloadFile {
  /** Of the file at its place. */
  readonly name: string
  /** Bytes. */
  readonly size?: number
  /** SHA-256, lower-case hex. */
  readonly sha256?: string
}
