import { TrainingAbortedError, WordloomError, type TrainedModel, type TrainingEvent } from '@wordloom/core'
import type { TrainOptions } from './train-options.js'

/** What was reached when a training failed, and how to keep it. */
export interface ReachedTraining {
  readonly options: TrainOptions
  /** All but the steps. */
  readonly events: readonly TrainingEvent[]
  save(model: TrainedModel): Promise<void>
}

/**
 * Keeps the best weights of a training that was interrupted or diverged.
 *
 * @returns the error to throw instead: it says what was kept and how to go on. Any other error is returned as it is.
 */
export async function keepWhatWasReached(error: unknown, reached: ReachedTraining): Promise<unknown> {
  if (error instanceof TrainingAbortedError) return keepInterrupted(error, reached)
  const { TrainingDivergedError } = await import('@wordloom/training')
  if (!(error instanceof TrainingDivergedError)) return error
  const { model } = error
  const isWorthKeeping = model !== undefined && model.bestEpoch > 0
  if (isWorthKeeping) await reached.save(model)
  const { name, expected, received } = error.details
  return new WordloomError(error.code, 'The training diverged', {
    ...(isWorthKeeping && { file: reached.options.output }),
    ...(name !== undefined && { name }),
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
    hint: [
      'Lower --learning-rate, or set --clip-norm.',
      isWorthKeeping ? `The best weights before, those of epoch ${model.bestEpoch}, are saved there.` : '',
    ]
      .join(' ')
      .trim(),
    cause: error,
  })
}

async function keepInterrupted(error: TrainingAbortedError, reached: ReachedTraining): Promise<WordloomError> {
  const { classifier } = error
  const { options } = reached
  if (classifier !== undefined) {
    try {
      await reached.save(classifier)
    } finally {
      classifier.dispose()
    }
  }
  const hint =
    classifier === undefined
      ? 'No epoch had ended, so there are no weights to keep.'
      : `The best weights so far, those of epoch ${classifier.bestEpoch}, are saved there.`
  return new WordloomError('ABORTED', 'The training was interrupted', {
    ...(classifier !== undefined && { file: options.output }),
    hint: [hint, howToGoOn(reached, classifier !== undefined)].join(' ').trim(),
    cause: error,
  })
}

function howToGoOn({ options, events }: ReachedTraining, isSaved: boolean): string {
  if (options.checkpoints === undefined) return ''
  const last = events.findLast((event) => event.type === 'checkpoint')
  const start = events.find((event) => event.type === 'start')
  const point = last ?? start?.resumed
  if (point === undefined) return 'No checkpoint had been written.'
  const missing = [
    ...(options.resume === true ? [] : ['--resume']),
    ...(isSaved && options.force !== true ? ['--force'] : []),
  ]
  const command = missing.length === 0 ? 'the same command again' : `the same command with ${missing.join(' ')}`
  return `To go on in epoch ${point.epoch} after step ${point.step}, run ${command}.`
}
