import { isWordloomError, WordloomError, type EngineFactory } from '@wordloom/core'

/** A backend by its name, and how its engines are started. */
export interface Candidate {
  /** Its name. */
  readonly backend: string
  /** Starts an engine of it. */
  readonly createEngine: EngineFactory
}

/** What says that a backend is not to be had here, rather than that the request is wrong. */
const unavailable: readonly string[] = ['RUNTIME_UNSUPPORTED', 'DEPENDENCY_MISSING']

/**
 * Starts an engine of the first candidate that can run here. Its factory throws what the candidates throw, and
 * `RUNTIME_UNSUPPORTED` with the reasons of all when none can.
 *
 * @param onNotice - is told why a candidate was passed over.
 */
export function firstThatWorks(
  candidates: readonly Candidate[],
  onNotice: ((notice: string) => void) | undefined,
): EngineFactory {
  return async (config) => {
    const reasons: string[] = []
    for (const { backend, createEngine } of candidates) {
      try {
        return await createEngine(config)
      } catch (error) {
        if (!isWordloomError(error) || !unavailable.includes(error.code)) throw error
        reasons.push(`${backend}: ${error.message}`)
        onNotice?.(`the backend ${backend} cannot be used: ${error.message}`)
      }
    }
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'No backend can run here', {
      expected: 'one that works',
      received: reasons.join(' '),
    })
  }
}
