import type { Classifier, EmbeddingSource, TrainingEvent } from '@wordloom/core'
import { glove } from '@wordloom/glove-loader'
import { evaluateClassification, type ClassificationMetrics } from '@wordloom/training'
import { trainClassifier } from '@wordloom/trainer-node'
import type { SpamCorpus, SpamLabel } from './corpus/load-spam-corpus.js'

export interface SpamTrainingOptions {
  readonly seed: number
  readonly epochs: number
  readonly embedding?: EmbeddingSource
  readonly onEvent?: (event: TrainingEvent) => void
  readonly signal?: AbortSignal
}

/** The reference network on the corpus, started from glove-mini. */
export async function trainSpamClassifier(
  { train }: SpamCorpus,
  { seed, epochs, embedding = glove('glove-mini'), onEvent, signal }: SpamTrainingOptions,
): Promise<Classifier<SpamLabel>> {
  return trainClassifier({
    ...train,
    labelOrder: ['ham', 'spam'],
    embedding,
    epochs,
    seed,
    ...(onEvent && { onEvent }),
    ...(signal && { signal }),
  })
}

/** Metrics on the test part. */
export async function evaluateSpamClassifier(
  classifier: Classifier<SpamLabel>,
  { test }: SpamCorpus,
): Promise<ClassificationMetrics<SpamLabel>> {
  const predictions = await classifier.predict(test.texts)
  return evaluateClassification({ labels: classifier.spec.task.labels, truth: test.labels, predictions })
}
