/** Shares from 0 to 1; a share of nothing is 0. */
export interface LabelScores {
  /** Of the rows predicted so, the share that is so. */
  readonly precision: number
  /** Of the rows that are so, the share that was predicted so. */
  readonly recall: number
  /** Harmonic mean of precision and recall. */
  readonly f1: number
}

/** Means of the scores over labels. */
export interface ScoreAverages {
  /** Every label counts the same. */
  readonly macro: LabelScores
  /** Of the decisions of all labels together. */
  readonly micro: LabelScores
  /** Every label counts as often as it is right. */
  readonly weighted: LabelScores
}

/** How often a label was predicted, was right, and both. */
export interface LabelCounts {
  readonly hits: number
  readonly predicted: number
  readonly actual: number
}

/** Scores from counts. */
export function scoresOf({ hits, predicted, actual }: LabelCounts): LabelScores {
  return { precision: share(hits, predicted), recall: share(hits, actual), f1: share(2 * hits, actual + predicted) }
}

/** The averages of scikit-learn, with `zero_division=0`. */
export function averagesOf(counts: readonly LabelCounts[]): ScoreAverages {
  const scores = counts.map(scoresOf)
  const actual = counts.map((count) => count.actual)
  return {
    macro: meanScores(
      scores,
      scores.map(() => 1),
    ),
    micro: scoresOf({
      hits: sumOf(counts.map(({ hits }) => hits)),
      predicted: sumOf(counts.map(({ predicted }) => predicted)),
      actual: sumOf(actual),
    }),
    weighted: meanScores(scores, actual),
  }
}

/** Weighted means; 0 when nothing has a weight. */
export function meanScores(scores: readonly LabelScores[], weights: readonly number[]): LabelScores {
  const total = sumOf(weights)
  const mean = (key: keyof LabelScores): number =>
    share(sumOf(scores.map((score, index) => score[key] * weights[index]!)), total)
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') }
}

/** The sum of numbers. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
