import { WordloomError } from '@wordloom/core'

/** Milliseconds of work between two turns of the event loop: short for a person, long beside a timer's overhead. */
const defaultInterval = 50

/**
 * A place where long work may be interrupted. Throws `ABORTED` once the signal is aborted; when it is time, gives a
 * promise that lets the event loop turn, so that timers, signals and messages are served.
 */
export type Pause = () => Promise<void> | undefined

/**
 * Makes a {@link Pause} for one piece of work: `await pause()` between small units of it.
 *
 * @param interval - milliseconds between two turns of the event loop.
 */
export function createPause(signal?: AbortSignal, interval: number = defaultInterval): Pause {
  let lastTurn = performance.now()
  const turn = async (): Promise<void> => {
    await new Promise<void>((resolve) => setTimeout(resolve, 0))
    lastTurn = performance.now()
    throwIfAborted(signal)
  }
  return () => {
    throwIfAborted(signal)
    return performance.now() - lastTurn < interval ? undefined : turn()
  }
}

/** Throws a WordloomError `ABORTED` when the signal is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw new WordloomError('ABORTED', 'The work was cancelled', { cause: signal.reason })
  }
}
