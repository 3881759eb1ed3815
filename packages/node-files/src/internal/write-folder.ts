import { WordloomError, type FolderFiles } from '@wordloom/core'
import { dirname, join } from 'node:path'
import { codeOf, type Disk } from './disk.js'
import { alreadyExists, otherKindExists, writeFailure } from './file-errors.js'
import { makeParents, modeOf, statusIfThere, targetOf } from './target.js'
import { discardSetAside, removeLeftovers, restoreSetAside, temporaryName } from './temporary-names.js'

/** Rounds of moving aside and in before giving up, when others keep writing the same folder. */
const mostRounds = 20

export async function writeFolder(disk: Disk, path: string, files: FolderFiles, overwrite: boolean): Promise<void> {
  for (const name of files.keys()) assertPlainName(name, path)
  try {
    const target = await targetOf(disk, path)
    let existing = await statusIfThere(disk, target)
    if (existing === undefined && (await restoreSetAside(disk, target)) !== undefined) {
      existing = await statusIfThere(disk, target)
    }
    if (existing !== undefined && !existing.isDirectory()) throw otherKindExists(path, 'folder')
    if (existing !== undefined && !overwrite) throw alreadyExists(path)
    await makeParents(disk, target)
    const temporary = temporaryName(target, 'tmp')
    let aside: string | undefined
    try {
      await disk.makeFolder(temporary)
      for (const [name, bytes] of files) await disk.writeNew(join(temporary, name), bytes)
      if (existing !== undefined) await disk.setMode(temporary, modeOf(existing))
      await disk.syncFolder(temporary)
      if (overwrite) aside = await exchange(disk, temporary, target)
      else await moveIn(disk, temporary, target, path)
    } catch (error) {
      await disk.remove(temporary).catch(() => undefined)
      throw error
    }
    await disk.syncFolder(dirname(target))
    // The new folder is in place: what cannot be tidied now is tidied by a later write.
    if (aside !== undefined) await discardSetAside(disk, target, aside).catch(() => undefined)
    await removeLeftovers(disk, target)
  } catch (cause) {
    throw writeFailure(path, cause)
  }
}

async function moveIn(disk: Disk, temporary: string, target: string, path: string): Promise<void> {
  try {
    await disk.rename(temporary, target)
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error))) throw alreadyExists(path, error)
    throw error
  }
}

/**
 * Puts `temporary` where `target` is and gives the name that the old folder is kept under. No call of Node exchanges two
 * folders at once, so there is a moment without any; {@link restoreSetAside} is the reader's way over it.
 */
async function exchange(disk: Disk, temporary: string, target: string): Promise<string | undefined> {
  for (let round = 1; ; round++) {
    const aside = await setAside(disk, target)
    try {
      await disk.rename(temporary, target)
      return aside
    } catch (error) {
      // Another writer, or a reader that moved the old folder back, was faster: what is there now is replaced instead.
      const taken = (await statusIfThere(disk, target))?.isDirectory() === true
      if (aside !== undefined) {
        if (taken) await discardSetAside(disk, target, aside).catch(() => undefined)
        else await disk.rename(aside, target)
      }
      if (!taken || round === mostRounds) throw error
    }
  }
}

async function setAside(disk: Disk, target: string): Promise<string | undefined> {
  const aside = temporaryName(target, 'old')
  try {
    await disk.rename(target, aside)
    return aside
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Plain on every system: a colon names a drive or a stream on Windows. */
function assertPlainName(name: string, path: string): void {
  const plain =
    name !== '' && name !== '.' && name !== '..' && !['/', '\\', ':', '\0'].some((mark) => name.includes(mark))
  if (plain) return
  throw new WordloomError('INVALID_ARGUMENT', 'A file of a folder has a plain name', {
    file: path,
    expected: 'a name without / \\ : and not . or ..',
    received: JSON.stringify(name),
  })
}
