import type { Prediction } from '@wordloom/core'
import { labelIndices } from '../data/labels.js'
import { assertAnswers } from './assert-answers.js'
import { averagesOf, scoresOf, sumOf, type LabelCounts, type LabelScores, type ScoreAverages } from './label-scores.js'
import { rocAuc } from './roc-auc.js'
import { logOfClipped } from './score-rows.js'

/** What is compared with what. */
export interface ClassificationAnswers<Label extends string = string> {
  /** The labels in the order of the model; the second of two is the positive one. */
  readonly labels: readonly Label[]
  /** The right label of each row. */
  readonly truth: readonly Label[]
  /** The prediction for each row, as `classifier.predict` gives it. */
  readonly predictions: readonly Pick<Prediction<Label>, 'label' | 'probabilities'>[]
}

/** How good predictions of one label a row are. Micro averages are all equal to the accuracy. */
export interface ClassificationMetrics<Label extends string = string> extends ScoreAverages {
  /** Rows that were judged. */
  readonly rows: number
  /** Share of the rows whose label is right. */
  readonly accuracy: number
  /** Mean of −ln of the probability given to the right label, clipped to 10⁻⁷ … 1 − 10⁻⁷ as Keras does. */
  readonly logLoss: number
  /** Area under the ROC curve of the second label; absent for more than two labels or when only one occurs. */
  readonly rocAuc?: number
  /** How good each label is. */
  readonly perLabel: Readonly<
    Record<
      Label,
      LabelScores & {
        /** Rows that have the label. */
        readonly rows: number
      }
    >
  >
  /** `confusion[i][j]`: rows of label `i` predicted as label `j`, in the order of `labels`. */
  readonly confusion: readonly (readonly number[])[]
}

/**
 * How good predictions are. The figures are those of scikit-learn with `zero_division=0`.
 *
 * @throws WordloomError `DATA_EMPTY` for no rows, `INVALID_ARGUMENT` for lists of different length, `DATA_LABELS` for a
 * label that is not in `labels`.
 */
export function evaluateClassification<Label extends string>(
  answers: ClassificationAnswers<Label>,
): ClassificationMetrics<Label> {
  const { labels, truth, predictions } = answers
  assertAnswers(truth.length, predictions.length)
  const right = labelIndices(truth, labels, 'truth')
  const predicted = labelIndices(
    predictions.map(({ label }) => label),
    labels,
    'predictions',
  )
  const confusion = confusionMatrix(right, predicted, labels.length)
  const counts = labels.map((_, index) => countsOf(confusion, index))
  const isPositive = truth.map((label) => label === labels[1])
  const auc =
    labels.length === 2 &&
    rocAuc(
      predictions.map(({ probabilities }) => probabilities[labels[1]!]),
      isPositive,
    )
  return {
    rows: truth.length,
    accuracy: sumOf(confusion.map((row, index) => row[index]!)) / truth.length,
    logLoss:
      -sumOf(predictions.map(({ probabilities }, row) => logOfClipped(probabilities[truth[row]!]))) / truth.length,
    ...(typeof auc === 'number' && Number.isFinite(auc) && { rocAuc: auc }),
    ...averagesOf(counts),
    perLabel: Object.fromEntries(
      labels.map((label, index) => [label, { ...scoresOf(counts[index]!), rows: counts[index]!.actual }]),
    ) as ClassificationMetrics<Label>['perLabel'],
    confusion,
  }
}

function confusionMatrix(right: Int32Array, predicted: Int32Array, labels: number): number[][] {
  const counts = Array.from({ length: labels }, () => new Array<number>(labels).fill(0))
  for (const [row, label] of right.entries()) counts[label]![predicted[row]!]! += 1
  return counts
}

function countsOf(confusion: readonly (readonly number[])[], index: number): LabelCounts {
  return {
    hits: confusion[index]![index]!,
    predicted: sumOf(confusion.map((row) => row[index]!)),
    actual: sumOf(confusion[index]!),
  }
}
