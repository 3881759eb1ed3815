/** Some words with their vectors. */
export interface WordRows {
  readonly words: readonly string[]
  readonly dimension: number
  /** `[words, dimension]`, row-major. */
  readonly rows: Float32Array
}
