/** A word and how near it is. */
export interface Neighbor {
  /** The word. */
  readonly word: string
  /** The cosine, −1 … 1. */
  readonly similarity: number
}
