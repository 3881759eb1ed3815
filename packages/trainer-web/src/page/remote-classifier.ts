import { WordloomError, type Classifier, type Prediction, type TrainedModel } from '@wordloom/core'
import { ownBytes } from '../messages/sent-model.js'
import type { WorkerLink } from './worker-link.js'

/** Frees what the worker keeps of classifiers that nobody can reach any more. */
const forgotten = new FinalizationRegistry<() => void>((dispose) => dispose())

/** A classifier whose network is in a worker; its model is here. */
export function remoteClassifier<Label extends string>(
  link: WorkerLink,
  model: TrainedModel<Label>,
  classifier: number,
): Classifier<Label> {
  let isDisposed = false
  const alive = (): void => {
    if (!isDisposed) return
    throw new WordloomError('DISPOSED', 'The classifier was disposed', {
      hint: 'Call dispose() after the last prediction, or load the model again.',
    })
  }
  const free = (): void => link.send({ type: 'dispose', classifier })
  const remote: Classifier<Label> = {
    ...model,
    async predict(texts, { signal, ...options } = {}) {
      alive()
      // The worker has the model, and so its labels.
      return (await link.call('predict', { classifier, texts, options }, { signal })) as Prediction<Label>[]
    },
    async predictBatch(batch) {
      alive()
      const { batchSize, time, ids, lengths } = batch
      const sent = { batchSize, time, ids: ownBytes(ids), lengths: ownBytes(lengths) }
      return link.call('predictBatch', { classifier, batch: sent })
    },
    dispose() {
      if (isDisposed) return
      isDisposed = true
      forgotten.unregister(remote)
      free()
    },
  }
  forgotten.register(remote, free, remote)
  return remote
}
