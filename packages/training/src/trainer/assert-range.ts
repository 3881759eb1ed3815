import { WordloomError } from '@wordloom/core'

/** Throws `INVALID_ARGUMENT`, naming the option and what was expected of it, unless `inRange`. */
export function assertRange(name: string, value: unknown, inRange: false, expected: string): never
export function assertRange(name: string, value: unknown, inRange: boolean, expected: string): void
export function assertRange(name: string, value: unknown, inRange: boolean, expected: string): void {
  if (!inRange) {
    throw new WordloomError('INVALID_ARGUMENT', 'An option is out of range', {
      name,
      expected,
      received: String(value),
    })
  }
}
