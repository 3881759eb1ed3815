import { WordloomError, type TrainedModel } from '@wordloom/core'

/** When a loss stopped being a number. */
export interface Divergence<Label extends string = string> {
  /** Counted from 1. */
  readonly epoch: number
  /** Counted from 1 within the epoch; absent when it was found at the end of the epoch. */
  readonly step?: number
  /** What was not finite: `loss`, `validation loss`, or the name of a weight. */
  readonly quantity: string
  /** NaN, or infinite. */
  readonly value: number
  /** The best weights of the epochs before; in the first epoch those that it started from, with `bestEpoch` 0. */
  readonly model?: TrainedModel<Label> | undefined
}

/** The loss became NaN or infinite. What was best before is not lost. */
export class TrainingDivergedError<Label extends string = string> extends WordloomError {
  /** The name of the class. */
  override readonly name: string = 'TrainingDivergedError'
  /** When it happened, and to what. */
  readonly divergence: Divergence<Label>
  /**
   * The best weights of the epochs before, as data: pass it to `trainer.createClassifier`. In the first epoch the weights
   * that the training started from, with `bestEpoch` 0: keeping later ones would cost time in every training, and
   * checkpoints are there for it. Absent when {@link fit} was called by itself.
   */
  readonly model: TrainedModel<Label> | undefined

  constructor(divergence: Divergence<Label>) {
    const { epoch, step, quantity, value, model } = divergence
    super('TRAINING_DIVERGED', 'The training diverged', {
      name: step === undefined ? `${quantity} of epoch ${epoch}` : `${quantity} of epoch ${epoch}, step ${step}`,
      expected: 'a finite number',
      received: String(value),
      hint:
        model === undefined
          ? 'Lower optimizer.learningRate, or set optimizer.globalClipNorm.'
          : `Lower optimizer.learningRate, or set optimizer.globalClipNorm; ${weightsText(model)} are kept in error.model.`,
    })
    this.divergence = divergence
    this.model = model
  }
}

function weightsText({ bestEpoch }: TrainedModel): string {
  return bestEpoch === 0 ? 'the weights it started from' : `the weights of epoch ${bestEpoch}`
}
