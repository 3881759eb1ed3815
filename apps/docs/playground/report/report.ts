import type { Classifier } from '@wordloom/core'
import { evaluateClassification, type ClassificationMetrics } from '@wordloom/training'
import { splitRows } from '../data/split-rows.js'
import type { Session } from '../training/session.js'
import { mistakes, type Mistake } from './mistakes.js'
import { movedWords, type MovedWord } from './moved-words.js'

/** What is to be seen of a trained model. */
export interface Report {
  /** Whether the rows were set aside; of very little data all rows were trained on, and are judged by. */
  readonly isHeldBack: boolean
  readonly metrics: ClassificationMetrics
  readonly mistakes: readonly Mistake[]
  readonly movedWords: readonly MovedWord[]
}

const wordsShown = 20

/** Judges a model by the rows that were set aside. */
export async function reportOn(classifier: Classifier, session: Session): Promise<Report> {
  const { training, validation } = splitRows(session.rows, session.settings.seed)
  const isHeldBack = validation.texts.length > 0
  const rows = isHeldBack ? validation : training
  const predictions = await classifier.predict(rows.texts)
  const { labels } = classifier.spec.task
  return {
    isHeldBack,
    metrics: evaluateClassification({ labels, truth: rows.labels, predictions }),
    mistakes: mistakes(rows, predictions),
    movedWords: await movedWords(classifier, session, wordsShown),
  }
}
