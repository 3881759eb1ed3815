import { WordloomError, type TrainedModel } from '@wordloom/core'

/** When a loss stopped being a number. */
export interface Divergence<Label extends string = string> {
  /** Counted from 1. */
  readonly epoch: number
  /** Counted from 1 within the epoch; absent when it was found at the end of the epoch. */
  readonly step?: number
  /** What was not finite: `loss`, `validation loss`, or the name of a weight. */
  readonly quantity: string
  readonly value: number
  /** The best weights of the epochs before; absent when none had ended. */
  readonly model?: TrainedModel<Label> | undefined
}

/** The loss became NaN or infinite. What was best before is not lost. */
export class TrainingDivergedError<Label extends string = string> extends WordloomError {
  override readonly name: string = 'TrainingDivergedError'
  readonly divergence: Divergence<Label>
  /** The best weights of the epochs before, as data: pass it to `trainer.createClassifier`. */
  readonly model: TrainedModel<Label> | undefined

  constructor(divergence: Divergence<Label>) {
    const { epoch, step, quantity, value, model } = divergence
    super('TRAINING_DIVERGED', 'The training diverged', {
      name: step === undefined ? `${quantity} of epoch ${epoch}` : `${quantity} of epoch ${epoch}, step ${step}`,
      expected: 'a finite number',
      received: String(value),
      hint:
        model === undefined
          ? 'Lower optimizer.learningRate.'
          : `Lower optimizer.learningRate; the weights of epoch ${model.bestEpoch} are kept in error.model.`,
    })
    this.divergence = divergence
    this.model = model
  }
}
