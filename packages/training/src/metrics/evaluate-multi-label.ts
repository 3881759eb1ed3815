import type { Prediction } from '@wordloom/core'
import { encodeTargets } from '../data/labels.js'
import { assertAnswers } from './assert-answers.js'
import {
  averagesOf,
  meanScores,
  scoresOf,
  sumOf,
  type LabelCounts,
  type LabelScores,
  type ScoreAverages,
} from './label-scores.js'
import { rocAuc } from './roc-auc.js'
import { logOfClipped } from './score-rows.js'

/** What is compared with what. */
export interface MultiLabelAnswers<Label extends string = string> {
  /** The labels in the order of the model. */
  readonly labels: readonly Label[]
  /** The right labels of each row, perhaps none. */
  readonly truth: readonly (readonly Label[])[]
  /** The prediction for each row, as `classifier.predict` gives it, by whatever threshold. */
  readonly predictions: readonly Pick<Prediction<Label>, 'labels' | 'probabilities'>[]
}

/** How good one label is. */
export interface MultiLabelScores extends LabelScores {
  /** That have the label. */
  readonly rows: number
  /** Absent when all rows have the label, or none. */
  readonly rocAuc?: number
  /** `confusion[i][j]`: rows that have the label (`i` 1) or not (0), predicted to have it (`j` 1) or not. */
  readonly confusion: readonly [readonly [number, number], readonly [number, number]]
}

/** How good predictions of any number of labels a row are. */
export interface MultiLabelMetrics<Label extends string = string> extends ScoreAverages {
  /** Rows that were judged. */
  readonly rows: number
  /** Share of the decisions, one a row and label, that are right: 1 − the Hamming loss, and Keras' `binary_accuracy`. */
  readonly accuracy: number
  /** Share of the rows all of whose labels are right: scikit-learn's `accuracy_score`. */
  readonly subsetAccuracy: number
  /** Mean binary cross-entropy of the decisions; probabilities are clipped to 10⁻⁷ … 1 − 10⁻⁷ as Keras does. */
  readonly logLoss: number
  /** Areas under the ROC curve: mean over the labels, and of all decisions together. Absent when a label lacks its own. */
  readonly rocAuc?: {
    /** The mean over the labels. */
    readonly macro: number
    /** Of all decisions together. */
    readonly micro: number
  }
  /** Means over the rows of what the labels of a row score. */
  readonly samples: LabelScores
  /** How good each label is. */
  readonly perLabel: Readonly<Record<Label, MultiLabelScores>>
}

/**
 * How good predictions of several labels a row are. The figures are those of scikit-learn with `zero_division=0`.
 *
 * @throws WordloomError `DATA_EMPTY` for no rows, `INVALID_ARGUMENT` for lists of different length, `DATA_LABELS` for a
 * label that is not in `labels`.
 */
export function evaluateMultiLabel<Label extends string>(answers: MultiLabelAnswers<Label>): MultiLabelMetrics<Label> {
  const { labels, truth, predictions } = answers
  assertAnswers(truth.length, predictions.length)
  const task = { type: 'multi-label', labels } as const
  const right = encodeTargets(truth, task, 'truth')
  const predicted = encodeTargets(
    predictions.map((prediction) => prediction.labels),
    task,
    'predictions',
  )
  const probabilities = predictions.flatMap((prediction) => labels.map((label) => prediction.probabilities[label]))
  const rows = truth.length
  const columns = labels.length
  const column = (index: number): number[] => Array.from({ length: rows }, (_, row) => row * columns + index)
  const line = (row: number): number[] => labels.map((_, index) => row * columns + index)
  const ofLabels = labels.map((_, index) => countsOf(right, predicted, column(index)))
  const ofRows = truth.map((_, row) => scoresOf(countsOf(right, predicted, line(row))))
  const areas = labels.map((_, index) => areaOf(right, probabilities, column(index)))
  const wrong = right.map((value, at) => Number(value !== predicted[at]))
  return {
    rows,
    accuracy: 1 - sumOf([...wrong]) / right.length,
    subsetAccuracy: truth.filter((_, row) => line(row).every((at) => wrong[at] === 0)).length / rows,
    logLoss: -sumOf(probabilities.map((p, at) => logOfClipped(right[at] === 1 ? p : 1 - p))) / right.length,
    ...(areas.every(Number.isFinite) && {
      rocAuc: { macro: sumOf(areas) / columns, micro: areaOf(right, probabilities, [...right.keys()]) },
    }),
    ...averagesOf(ofLabels),
    samples: meanScores(
      ofRows,
      ofRows.map(() => 1),
    ),
    perLabel: Object.fromEntries(
      labels.map((label, index) => [label, labelScores(ofLabels[index]!, areas[index]!, rows)]),
    ) as MultiLabelMetrics<Label>['perLabel'],
  }
}

function countsOf(right: Int32Array, predicted: Int32Array, places: readonly number[]): LabelCounts {
  return {
    hits: places.filter((at) => right[at] === 1 && predicted[at] === 1).length,
    predicted: places.filter((at) => predicted[at] === 1).length,
    actual: places.filter((at) => right[at] === 1).length,
  }
}

function areaOf(right: Int32Array, probabilities: readonly number[], places: readonly number[]): number {
  return rocAuc(
    places.map((at) => probabilities[at]!),
    places.map((at) => right[at] === 1),
  )
}

function labelScores(counts: LabelCounts, area: number, rows: number): MultiLabelScores {
  const { hits, predicted, actual } = counts
  return {
    ...scoresOf(counts),
    rows: actual,
    ...(Number.isFinite(area) && { rocAuc: area }),
    confusion: [
      [rows - actual - predicted + hits, predicted - hits],
      [actual - hits, hits],
    ],
  }
}
