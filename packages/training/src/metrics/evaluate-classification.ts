import { WordloomError, type Prediction } from '@wordloom/core'
import { labelIndices } from '../data/labels.js'
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

/** Shares from 0 to 1; a share of nothing is 0. */
export interface LabelScores {
  /** Of the rows predicted so, the share that is so. */
  readonly precision: number
  /** Of the rows that are so, the share that was predicted so. */
  readonly recall: number
  /** Harmonic mean of precision and recall. */
  readonly f1: number
}

export interface ClassificationMetrics<Label extends string = string> {
  readonly rows: number
  readonly accuracy: number
  /** Mean of −ln of the probability given to the right label, clipped to 10⁻⁷ … 1 − 10⁻⁷ as Keras does. */
  readonly logLoss: number
  /** Area under the ROC curve of the second label; absent for more than two labels or when only one occurs. */
  readonly rocAuc?: number
  /** Unweighted means over the labels. */
  readonly macro: LabelScores
  readonly perLabel: Readonly<Record<Label, LabelScores & { readonly rows: number }>>
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
  assertRows(truth.length, predictions.length)
  const right = labelIndices(truth, labels, 'truth')
  const predicted = labelIndices(
    predictions.map(({ label }) => label),
    labels,
    'predictions',
  )
  const confusion = confusionMatrix(right, predicted, labels.length)
  const scores = labels.map((_, index) => labelScores(confusion, index))
  const mean = (key: keyof LabelScores): number => sumOf(scores.map((score) => score[key])) / labels.length
  const isPositive = truth.map((label) => label === labels[1])
  const auc =
    labels.length === 2 &&
    rocAuc(
      predictions.map(({ probabilities }) => probabilities[labels[1]!]),
      isPositive,
    )
  return {
    rows: truth.length,
    accuracy: sumOf(confusion.map((counts, index) => counts[index]!)) / truth.length,
    logLoss:
      -sumOf(predictions.map(({ probabilities }, row) => logOfClipped(probabilities[truth[row]!]))) / truth.length,
    ...(typeof auc === 'number' && Number.isFinite(auc) && { rocAuc: auc }),
    macro: { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') },
    perLabel: Object.fromEntries(
      labels.map((label, index) => [label, { ...scores[index]!, rows: sumOf(confusion[index]!) }]),
    ) as ClassificationMetrics<Label>['perLabel'],
    confusion,
  }
}

function confusionMatrix(right: Int32Array, predicted: Int32Array, labels: number): number[][] {
  const counts = Array.from({ length: labels }, () => new Array<number>(labels).fill(0))
  for (const [row, label] of right.entries()) counts[label]![predicted[row]!]! += 1
  return counts
}

function labelScores(confusion: readonly (readonly number[])[], index: number): LabelScores {
  const hits = confusion[index]![index]!
  const actual = sumOf(confusion[index]!)
  const predicted = sumOf(confusion.map((counts) => counts[index]!))
  return { precision: share(hits, predicted), recall: share(hits, actual), f1: share(2 * hits, actual + predicted) }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function assertRows(truth: number, predictions: number): void {
  if (truth !== predictions) {
    throw new WordloomError('INVALID_ARGUMENT', 'There is one prediction for each row', {
      name: 'predictions',
      expected: truth,
      received: predictions,
    })
  }
  if (truth === 0) throw new WordloomError('DATA_EMPTY', 'There are no rows to evaluate', { name: 'truth' })
}
