import { WordloomError, type Classifier } from '@wordloom/core'
import { assertKnownLabels, type LabeledRows } from '@wordloom/datasets'
import type { ClassificationMetrics, MultiLabelMetrics } from '@wordloom/training'

/** Figures of a model that gives one label a row, with the labels that give their matrix its order. */
export interface OneLabelMeasurement extends ClassificationMetrics {
  readonly labels: readonly string[]
}

/** Figures of a multi-label model. */
export interface MultiLabelMeasurement extends MultiLabelMetrics {
  readonly labels: readonly string[]
  /** From which probability on a label counted as predicted. */
  readonly threshold: number
}

/** Figures of a model on rows whose labels are known. */
export type Measurement = OneLabelMeasurement | MultiLabelMeasurement

/** Half is where a label is as likely to hold as not. */
const defaultThreshold = 0.5

/**
 * Labels every row and compares.
 *
 * @param threshold - of a multi-label model.
 * @throws WordloomError `DATA_LABELS` for a label that the model does not know, and for rows with a list of labels where
 * the model gives one, or the other way round.
 */
export async function measureClassifier(
  classifier: Classifier,
  rows: LabeledRows,
  threshold: number = defaultThreshold,
): Promise<Measurement> {
  const { evaluateClassification, evaluateMultiLabel } = await import('@wordloom/training')
  const { labels, type } = classifier.spec.task
  assertKnownLabels(rows, labels)
  const predictions = await classifier.predict(rows.texts, { threshold })
  if (type === 'multi-label') {
    const truth = rows.labels.map((label) => [label].flat())
    return { labels, threshold, ...evaluateMultiLabel({ labels, truth, predictions }) }
  }
  return { labels, ...evaluateClassification({ labels, truth: rows.labels.map(onlyLabel(rows)), predictions }) }
}

function onlyLabel({ file, lines }: LabeledRows): (label: string | readonly string[], row: number) => string {
  return (label, row) => {
    if (typeof label === 'string') return label
    throw new WordloomError('DATA_LABELS', 'A row has a list of labels, but the model gives one', {
      file,
      line: lines[row]!,
      received: `a list of ${label.length}`,
    })
  }
}
