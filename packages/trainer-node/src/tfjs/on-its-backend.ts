import type { Engine } from '@wordloom/core'
import type { TfjsBackend } from '../engine/backends.js'
import { setBackend } from './set-backend.js'
import type { Tfjs } from './tfjs.js'

/** TensorFlow.js has one current backend a process: while an engine works on one, no other may switch. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * Starts an engine that works on a backend, whatever others make the current one later. Calls of all such engines run
 * one after the other.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED`, and what `start` throws.
 */
export async function onItsBackend(tf: Tfjs, backend: TfjsBackend, start: () => Promise<Engine>): Promise<Engine> {
  const inTurn = <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    const result = turn.then(async () => {
      await setBackend(tf, backend)
      return work()
    })
    turn = result.catch(() => undefined)
    return result
  }
  const engine = await inTurn(start)
  return {
    name: engine.name,
    trainBatch: (batch, options) => inTurn(() => engine.trainBatch(batch, options)),
    predictBatch: (batch) => inTurn(() => engine.predictBatch(batch)),
    readState: () => engine.readState(),
    writeState: (state) => engine.writeState(state),
    dispose: () => engine.dispose(),
  }
}
