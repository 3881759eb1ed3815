import type { Measurement, MultiLabelMeasurement, OneLabelMeasurement } from '../commands/measure-classifier.js'
import { alignColumns, formatCount, formatFigure } from './table.js'

/** Figures for people: the overall ones, those of each label, and where one label is given the confusion matrix. */
export function formatMetrics(metrics: Measurement): string {
  if ('subsetAccuracy' in metrics) return formatMultiLabelMetrics(metrics)
  const overall = [
    ['rows', formatCount(metrics.rows)],
    ['accuracy', formatFigure(metrics.accuracy)],
    ['log loss', formatFigure(metrics.logLoss)],
    ...(metrics.rocAuc === undefined ? [] : [['ROC AUC', formatFigure(metrics.rocAuc)]]),
  ]
  return [alignColumns(overall), scoresTable(metrics), confusionTable(metrics)].join('\n')
}

function scoresTable({ labels, perLabel, macro }: OneLabelMeasurement): string {
  const lines = labels.map((label) => [label, perLabel[label]!] as const)
  return alignColumns(
    [
      ['label', 'precision', 'recall', 'F1', 'rows'],
      ...lines.map(([label, scores]) => [label, ...scoreCells(scores), formatCount(scores.rows)]),
      ['mean', ...scoreCells(macro), ''],
    ],
    true,
  )
}

function confusionTable({ labels, confusion }: OneLabelMeasurement): string {
  const rows = confusion.map((counts, index) => [labels[index]!, ...counts.map(formatCount)])
  return alignColumns([['is \\ predicted', ...labels], ...rows], true)
}

function formatMultiLabelMetrics(metrics: MultiLabelMeasurement): string {
  const { labels, perLabel, rocAuc } = metrics
  const overall = [
    ['rows', formatCount(metrics.rows)],
    ['threshold', String(metrics.threshold)],
    ['accuracy of decisions', formatFigure(metrics.accuracy)],
    ['rows all right', formatFigure(metrics.subsetAccuracy)],
    ['log loss', formatFigure(metrics.logLoss)],
    ...(rocAuc === undefined
      ? []
      : [['ROC AUC', `${formatFigure(rocAuc.macro)} (mean), ${formatFigure(rocAuc.micro)} (all decisions)`]]),
  ]
  const means = [
    ['mean', metrics.macro],
    ['mean by rows', metrics.weighted],
    ['all decisions', metrics.micro],
    ['mean of the rows', metrics.samples],
  ] as const
  const scores = [
    ['label', 'precision', 'recall', 'F1', 'ROC AUC', 'rows', 'found', 'missed', 'wrong'],
    ...labels.map((label) => {
      const { rows, rocAuc: area, confusion, ...rest } = perLabel[label]!
      const [[, wrong], [missed, found]] = confusion
      const counts = [rows, found, missed, wrong].map(formatCount)
      return [label, ...scoreCells(rest), area === undefined ? 'n/a' : formatFigure(area), ...counts]
    }),
    ...means.map(([name, mean]) => [name, ...scoreCells(mean)]),
  ]
  return [alignColumns(overall), alignColumns(scores, true)].join('\n')
}

function scoreCells(scores: { readonly precision: number; readonly recall: number; readonly f1: number }): string[] {
  return [scores.precision, scores.recall, scores.f1].map(formatFigure)
}
