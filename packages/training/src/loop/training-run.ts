import type { Classifier, TrainingEvent, TrainingRun } from '@wordloom/core'
import { createEventLog } from './event-log.js'

/**
 * Runs a training and gives what its user awaits and iterates. Iterators get every event from the moment they are made;
 * what was before comes first, all of it but the steps of epochs that have ended.
 *
 * @param train - starts at once, and tells of what happens by `emit`, which throws what `onEvent` throws.
 */
export function createTrainingRun<Label extends string>(
  train: (emit: (event: TrainingEvent) => void) => Promise<Classifier<Label>>,
  onEvent?: (event: TrainingEvent) => void,
): TrainingRun<Label> {
  const log = createEventLog()
  const work = async (): Promise<Classifier<Label>> => {
    try {
      const classifier = await train((event) => {
        log.push(event)
        onEvent?.(event)
      })
      log.close()
      return classifier
    } catch (error) {
      log.fail(error)
      throw error
    }
  }
  const result = work()
  return {
    result,
    then: (onFulfilled, onRejected) => result.then(onFulfilled, onRejected),
    [Symbol.asyncIterator]() {
      // Whoever iterates learns of a failure by the iterator: the promise need not be awaited as well.
      result.catch(() => {})
      return log.iterate()
    },
  }
}
