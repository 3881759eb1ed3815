/** Which vectors a reader explores. */
export type VectorsChoice =
  | { readonly kind: 'glove-mini' }
  | {
      readonly kind: 'file'
      readonly file: File
      /** Only the first words are read, which bounds the memory that they take. */
      readonly limit: number
    }

/**
 * Words that are read of a file of the reader's own, for a choice. A hundred thousand of 300 numbers take 120 MB, and a
 * quarter more once they are asked for.
 */
export const wordLimits: readonly number[] = [10_000, 50_000, 100_000, 400_000]

export const defaultWordLimit = 50_000

/** What vectors there are. */
export interface VectorsFacts {
  readonly name: string
  readonly words: number
  /** Numbers of a vector. */
  readonly dimension: number
  /** Whether reading stopped at the limit. */
  readonly isCut: boolean
}
