import { WordloomError } from '@wordloom/core'

/**
 * Throws unless a number was found valid.
 *
 * @throws WordloomError `INVALID_ARGUMENT`
 */
export function assertNumber(name: string, received: number, valid: boolean, expected: string): void {
  if (valid) return
  throw new WordloomError('INVALID_ARGUMENT', 'A number is out of its range', { name, expected, received })
}
