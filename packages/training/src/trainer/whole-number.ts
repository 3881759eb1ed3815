import { WordloomError } from '@wordloom/core'

/** Throws `INVALID_ARGUMENT` unless `value` is a whole number of at least `least`. */
export function assertWholeNumber(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new WordloomError('INVALID_ARGUMENT', 'An option is out of range', {
      name,
      expected: `a whole number of ${least} or more`,
      received: String(value),
    })
  }
}
