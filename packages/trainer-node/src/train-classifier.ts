import type { TrainingRun, TrainRequest } from '@wordloom/core'
import { nodeTrainer } from './node-trainer.js'

/**
 * Trains a text classifier: await the run for the classifier, iterate it for what happens on the way.
 *
 * Errors are those of {@link nodeTrainer}.
 */
export function trainClassifier<const Label extends string>(request: TrainRequest<Label>): TrainingRun<Label> {
  return nodeTrainer().train(request)
}
