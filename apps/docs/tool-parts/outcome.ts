import { isWordloomError, WordloomError } from '@wordloom/core'

/** What came of some work, in a form that can be sent between threads: an error alone would lose its code on the way. */
export type Outcome<Result> =
  { readonly result: Result } | { readonly failure: { readonly code: string; readonly message: string } }

/** Does some work in a worker. */
export async function outcomeOf<Result>(work: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { result: await work() }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { failure: { code: isWordloomError(error) ? error.code : 'WORKER_FAILED', message } }
  }
}

/** The result on the page. Throws WordloomError with the code that the worker had. */
export function resultOf<Result>(outcome: Outcome<Result>): Result {
  if ('result' in outcome) return outcome.result
  throw new WordloomError(outcome.failure.code, outcome.failure.message)
}
