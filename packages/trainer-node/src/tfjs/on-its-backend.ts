import type { Engine } from '@wordloom/core'
import type { TfjsBackend } from '../engine/backends.js'
import { setBackend } from './set-backend.js'
import type { Tfjs } from './tfjs.js'

/** TensorFlow.js has one current backend a process: while an engine works on one, no other may switch. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * An engine that works on its backend, whatever backend was made the current one since it was started. Calls of all such
 * engines run one after the other.
 */
export function onItsBackend(engine: Engine, tf: Tfjs, backend: TfjsBackend): Engine {
  const inTurn = <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    const result = turn.then(async () => {
      await setBackend(tf, backend)
      return work()
    })
    turn = result.catch(() => undefined)
    return result
  }
  return {
    ...engine,
    trainBatch: (batch, options) => inTurn(() => engine.trainBatch(batch, options)),
    predictBatch: (batch) => inTurn(() => engine.predictBatch(batch)),
  }
}
