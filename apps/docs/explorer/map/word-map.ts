/** Words in the plane. */
export interface WordMap {
  /** In the order of the vectors: the most frequent ones of most files first. */
  readonly words: readonly string[]
  /** `[words, 2]`, x and y in no unit. */
  readonly positions: Float32Array
  /** Indices of the words on the map that are nearest to each word by cosine, the nearest first. */
  readonly neighbors: readonly (readonly number[])[]
}
