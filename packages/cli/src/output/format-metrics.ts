import type { Measurement } from '../commands/measure-classifier.js'
import { alignColumns, formatCount, formatFigure } from './table.js'

/** Figures for people: the overall ones, those of each label, and the confusion matrix. */
export function formatMetrics(metrics: Measurement): string {
  const overall = [
    ['rows', formatCount(metrics.rows)],
    ['accuracy', formatFigure(metrics.accuracy)],
    ['log loss', formatFigure(metrics.logLoss)],
    ...(metrics.rocAuc === undefined ? [] : [['ROC AUC', formatFigure(metrics.rocAuc)]]),
  ]
  return [alignColumns(overall), scoresTable(metrics), confusionTable(metrics)].join('\n')
}

function scoresTable({ labels, perLabel, macro }: Measurement): string {
  const lines = labels.map((label) => [label, perLabel[label]!] as const)
  return alignColumns(
    [
      ['label', 'precision', 'recall', 'F1', 'rows'],
      ...lines.map(([label, { precision, recall, f1, rows }]) => [
        label,
        ...[precision, recall, f1].map(formatFigure),
        formatCount(rows),
      ]),
      ['mean', ...[macro.precision, macro.recall, macro.f1].map(formatFigure), ''],
    ],
    true,
  )
}

function confusionTable({ labels, confusion }: Measurement): string {
  const rows = confusion.map((counts, index) => [labels[index]!, ...counts.map(formatCount)])
  return alignColumns([['is \\ predicted', ...labels], ...rows], true)
}
