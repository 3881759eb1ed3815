import type { Prediction } from '@wordloom/core'
import type { LabeledRows } from '../data/labeled-rows.js'

/** A row that the model got wrong. */
export interface Mistake {
  readonly text: string
  readonly label: string
  readonly predicted: string
  /** Of the label that was predicted. */
  readonly probability: number
}

/** The rows that were got wrong, the most confident first. */
export function mistakes({ texts, labels }: LabeledRows, predictions: readonly Prediction[]): Mistake[] {
  return predictions
    .map(({ label, probability }, row) => ({ text: texts[row]!, label: labels[row]!, predicted: label, probability }))
    .filter(({ label, predicted }) => label !== predicted)
    .sort((a, b) => b.probability - a.probability)
}
