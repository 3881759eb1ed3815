import { WordloomError } from '@wordloom/core'

/** Throws `INVALID_ARGUMENT` unless there is one prediction for each row, `DATA_EMPTY` when there are none. */
export function assertAnswers(truth: number, predictions: number): void {
  if (truth !== predictions) {
    throw new WordloomError('INVALID_ARGUMENT', 'There is one prediction for each row', {
      name: 'predictions',
      expected: truth,
      received: predictions,
    })
  }
  if (truth === 0) throw new WordloomError('DATA_EMPTY', 'There are no rows to evaluate', { name: 'truth' })
}
