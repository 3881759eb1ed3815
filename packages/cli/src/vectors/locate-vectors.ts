import { WordloomError } from '@wordloom/core'
import { kindOf } from '../output-path.js'

/** The vectors that come with the command. */
export const bundledVectors: readonly string[] = ['glove-mini']

/**
 * Makes sure that vectors are there: the ones that come with the command, or a file.
 *
 * @param others - what may be named besides, for the message.
 * @returns the path of the file; undefined for vectors that come with the command.
 * @throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED` for a folder
 */
export async function locateVectors(nameOrPath: string, others: readonly string[] = []): Promise<string | undefined> {
  if (bundledVectors.includes(nameOrPath)) return undefined
  const kind = await kindOf(nameOrPath)
  if (kind === 'file') return nameOrPath
  if (kind === 'folder') {
    throw new WordloomError('FILE_READ_FAILED', 'A folder is where vectors should be', {
      file: nameOrPath,
      hint: 'Name a file in it.',
    })
  }
  throw new WordloomError('FILE_NOT_FOUND', 'There are no such vectors', {
    file: nameOrPath,
    expected: [...bundledVectors, ...others, 'or a file'].join(', '),
  })
}
