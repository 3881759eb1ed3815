/**
 * What stands for a word without a vector.
 *
 * - `mean`: the mean of all vectors (what GloVe's authors suggest),
 * - `zeros`,
 * - `random`: uniform ±0.05, the same for the same seed,
 * - `error`: looking it up throws `OUT_OF_VOCABULARY`.
 */
export type OutOfVocabularyPolicy =
  | { readonly type: 'mean' }
  | { readonly type: 'zeros' }
  | { readonly type: 'random'; readonly seed: number }
  | { readonly type: 'error' }
