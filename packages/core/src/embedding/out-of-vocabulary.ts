/**
 * What stands for a word without a vector.
 *
 * - `mean`: the mean of all vectors (what GloVe's authors suggest),
 * - `zeros`,
 * - `random`: uniform ±0.05, the same for the same seed,
 * - `error`: looking it up throws `OUT_OF_VOCABULARY`.
 */
export type OutOfVocabularyPolicy =
  | {
      /** The mean of all vectors. */
      readonly type: 'mean'
    }
  | {
      /** Zeros. */
      readonly type: 'zeros'
    }
  | {
      /** Uniform ±0.05. */
      readonly type: 'random'
      /** The same seed gives the same numbers. */
      readonly seed: number
    }
  | {
      /** Looking it up throws. */
      readonly type: 'error'
    }
