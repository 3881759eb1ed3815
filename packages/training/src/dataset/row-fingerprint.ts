import type { LabeledText } from '@wordloom/core'
import type { Fingerprint } from '../checkpoints/fingerprint.js'
import { labelsOf } from '../data/labels.js'

/** Adds all that a row holds. */
export function addRow(fingerprint: Fingerprint, { text, label, weight }: LabeledText): void {
  fingerprint.addText(text)
  if (typeof label === 'string') fingerprint.addText(label)
  else {
    fingerprint.addNumber(-1 - label.length)
    for (const each of labelsOf(label)) fingerprint.addText(each)
  }
  if (weight !== undefined) fingerprint.addNumber(weight)
}
