/**
 * Different tokens that are counted at once. A map of JavaScript holds at most 2²⁴, and each costs about 100 bytes; what a
 * vocabulary keeps is far less.
 */
const mostTokens = 4_000_000

/** Counts tokens in bounded memory. */
export interface TokenCounts {
  add(token: string): void
  /** How often each token occurred. */
  readonly counts: ReadonlyMap<string, number>
}

/**
 * Makes an empty count. When there are more different tokens than `limit`, the rarest are forgotten, at first those seen
 * once, then those seen twice, …: as word2vec does, a token that comes back later starts anew, so that only rare tokens
 * are undercounted. The result depends on the order of the tokens alone.
 *
 * @see Mikolov et al. (2013), https://code.google.com/archive/p/word2vec (ReduceVocab)
 */
export function createTokenCounts(limit: number = mostTokens): TokenCounts {
  const counts = new Map<string, number>()
  let forgotten = 0
  return {
    counts,
    add(token) {
      counts.set(token, (counts.get(token) ?? 0) + 1)
      while (counts.size > limit) {
        forgotten += 1
        for (const [each, count] of counts) if (count <= forgotten) counts.delete(each)
      }
    },
  }
}
