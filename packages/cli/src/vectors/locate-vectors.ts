import { WordloomError } from '@wordloom/core'
import { kindOf } from '../output-path.js'

/** The vectors that come with the command. */
export const bundledVectors: readonly string[] = ['glove-mini']

/** Where vectors are. */
export interface VectorsPlace {
  readonly path: string
  /** Which file of the archive they are, if they are in one. */
  readonly entry?: string
}

/**
 * Finds vectors: those that come with the command, a file, or a set of the catalogue in the cache folder. Nothing is
 * downloaded.
 *
 * @param environment - tells where the cache folder is.
 * @param others - what may be named besides, for the message.
 * @returns undefined for vectors that come with the command.
 * @throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED` for a folder
 */
export async function locateVectors(
  nameOrPath: string,
  environment: Readonly<Record<string, string | undefined>>,
  others: readonly string[] = [],
): Promise<VectorsPlace | undefined> {
  if (bundledVectors.includes(nameOrPath)) return undefined
  const kind = await kindOf(nameOrPath)
  if (kind === 'file') return { path: nameOrPath }
  if (kind === 'folder') {
    throw new WordloomError('FILE_READ_FAILED', 'A folder is where vectors should be', {
      file: nameOrPath,
      hint: 'Name a file in it.',
    })
  }
  const { defaultVectorFolder, findVectorSet, vectorFolder } = await import('@wordloom/glove-loader')
  const set = findVectorSet(nameOrPath)
  if (set === undefined) {
    throw new WordloomError('FILE_NOT_FOUND', 'There are no such vectors', {
      file: nameOrPath,
      expected: [...bundledVectors, ...others, 'a file, or a name that `wordloom vectors list` shows'].join(', '),
    })
  }
  const folder = vectorFolder({ folder: defaultVectorFolder({ ...environment }) })
  const found = await folder.find(set.name)
  if (found !== undefined) return found
  throw new WordloomError('FILE_NOT_FOUND', `The vectors ${set.name} are not in the cache folder`, {
    file: folder.path,
    hint: `Run: wordloom vectors download ${set.name}`,
  })
}
