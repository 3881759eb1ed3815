import type { Classifier } from '@wordloom/core'
import type { ClassificationMetrics } from '@wordloom/training'
import type { LabeledRows } from '@wordloom/datasets'

/** Figures of a model on rows whose labels are known, with the labels that give their matrix its order. */
export interface Measurement extends ClassificationMetrics {
  readonly labels: readonly string[]
}

/** Labels every row and compares. */
export async function measureClassifier(classifier: Classifier, rows: LabeledRows): Promise<Measurement> {
  const { evaluateClassification } = await import('@wordloom/training')
  const { labels } = classifier.spec.task
  const predictions = await classifier.predict(rows.texts)
  return { labels, ...evaluateClassification({ labels, truth: rows.labels, predictions }) }
}
