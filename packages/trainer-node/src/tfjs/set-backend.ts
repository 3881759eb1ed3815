import { WordloomError } from '@wordloom/core'
import type { TfjsBackend } from '../engine/backends.js'
import { withoutCrashListeners } from './crash-listeners.js'
import type { Tfjs } from './tfjs.js'

/**
 * Makes a backend the current one.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED`
 */
export async function setBackend(tf: Tfjs, backend: TfjsBackend): Promise<void> {
  if (tf.getBackend() === backend) return
  let reason: unknown
  try {
    if (await withoutCrashListeners(() => tf.setBackend(backend))) return
  } catch (error) {
    reason = error
  }
  throw new WordloomError('RUNTIME_UNSUPPORTED', `The backend ${backend} of TensorFlow.js does not start`, {
    ...(reason instanceof Error && { received: reason.message }),
    hint: 'Train with another backend: the kernels (the default) need no TensorFlow.js.',
    cause: reason,
  })
}
