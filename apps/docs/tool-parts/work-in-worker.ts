import { WordloomError } from '@wordloom/core'
import { wrap, type Remote } from 'comlink'
import { resultOf, type Outcome } from './outcome.js'

/** A worker that was started, and what it can be asked. */
export interface WorkingWorker<Work> {
  /**
   * Asks for something; the answer of the worker comes by `outcomeOf`.
   *
   * @param signal - stops waiting. The worker itself goes on until it is ended.
   * @throws WordloomError `ABORTED`, `WORKER_FAILED`, and with the code that the worker gave.
   */
  ask<Result>(question: (work: Remote<Work>) => Promise<Outcome<Result>>, signal?: AbortSignal): Promise<Result>
  /** Ends the worker at once, which gives back all its memory. */
  end(): void
}

/**
 * Takes a worker to work with.
 *
 * @param purpose - what it does, for error messages: `reads files`.
 */
export function workInWorker<Work>(worker: Worker, purpose: string): WorkingWorker<Work> {
  const remote = wrap<Work>(worker)
  return {
    async ask(question, signal) {
      const done = new AbortController()
      const stopped = new Promise<never>((_, reject) => {
        const options = { signal: done.signal }
        worker.addEventListener('error', (event) => reject(broken(purpose, event.message)), options)
        const abort = (): void => reject(new WordloomError('ABORTED', 'The work was cancelled'))
        if (signal?.aborted === true) abort()
        signal?.addEventListener('abort', abort, options)
      })
      try {
        return resultOf(await Promise.race([question(remote), stopped]))
      } finally {
        done.abort()
      }
    },
    end: () => worker.terminate(),
  }
}

function broken(purpose: string, reason: string | undefined): WordloomError {
  return new WordloomError('WORKER_FAILED', `The worker that ${purpose} broke down`, {
    ...(reason !== undefined && reason !== '' && { received: reason }),
    hint: 'Reload the page. The file may also be too large for this device.',
  })
}
