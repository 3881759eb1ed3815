import { WordloomError } from '@wordloom/core'
import { largestDimension } from '../limits.js'
import type { ParseVectorsOptions } from '../options.js'

/** Throws `ABORTED` when the caller cancelled. */
export function assertNotAborted(signal: AbortSignal | undefined, file: string): void {
  if (signal?.aborted !== true) return
  throw new WordloomError('ABORTED', 'Loading the vectors was cancelled', { file, cause: signal.reason })
}

/** Throws `INVALID_ARGUMENT` for numbers and names that mean nothing. */
export function assertOptions({ dimension, limit, mode, duplicates }: ParseVectorsOptions): void {
  const isCount = (value: number | undefined): boolean =>
    value === undefined || (Number.isSafeInteger(value) && value >= 1)
  const fail = (name: string, expected: string, received: unknown): never => {
    throw new WordloomError('INVALID_ARGUMENT', 'An option is out of range', {
      name,
      expected,
      received: String(received),
    })
  }
  if (!isCount(limit)) fail('limit', 'an integer from 1', limit)
  if (!isCount(dimension) || (dimension ?? 1) > largestDimension) {
    fail('dimension', `an integer from 1 to ${largestDimension}`, dimension)
  }
  if (!['strict', 'lenient', undefined].includes(mode)) fail('mode', 'strict or lenient', mode)
  if (!['first', 'last', 'error', undefined].includes(duplicates))
    fail('duplicates', 'first, last or error', duplicates)
}
