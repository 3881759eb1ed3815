import { WordloomError } from '@wordloom/core'

/**
 * The error for options that do not go together.
 *
 * @param command - whose help tells more.
 * @param name - the option that is wrong, such as `--text`.
 */
export function wrongUsage(command: string, what: string, name: string): WordloomError {
  return new WordloomError('INVALID_ARGUMENT', what, { name, hint: `See: wordloom ${command} --help` })
}
