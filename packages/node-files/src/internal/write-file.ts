import { dirname } from 'node:path'
import { codeOf, type Disk, type FileContent } from './disk.js'
import { alreadyExists, otherKindExists, writeFailure } from './file-errors.js'
import { makeParents, modeOf, statusIfThere, targetOf } from './target.js'
import { removeLeftovers, temporaryName } from './temporary-names.js'

/** What a disk without hard links says: FAT, some network disks, some containers. */
const noHardLinks: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EACCES']

export async function writeFile(disk: Disk, path: string, content: FileContent, overwrite: boolean): Promise<void> {
  try {
    const target = await targetOf(disk, path)
    const existing = await statusIfThere(disk, target)
    if (existing !== undefined && !existing.isFile()) throw otherKindExists(path, 'file')
    if (existing !== undefined && !overwrite) throw alreadyExists(path)
    await makeParents(disk, target)
    const temporary = temporaryName(target, 'tmp')
    try {
      await disk.writeNew(temporary, content)
      if (existing !== undefined) await disk.setMode(temporary, modeOf(existing))
      if (overwrite) await disk.rename(temporary, target)
      else await giveNewName(disk, temporary, target, path)
    } catch (error) {
      await disk.remove(temporary).catch(() => undefined)
      throw error
    }
    await disk.syncFolder(dirname(target))
    await removeLeftovers(disk, target)
  } catch (cause) {
    throw writeFailure(path, cause)
  }
}

/** A link, unlike a rename, refuses a name that somebody else took meanwhile. */
async function giveNewName(disk: Disk, temporary: string, target: string, path: string): Promise<void> {
  try {
    await disk.link(temporary, target)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw alreadyExists(path, error)
    if (!noHardLinks.includes(codeOf(error))) throw error
    if ((await statusIfThere(disk, target)) !== undefined) throw alreadyExists(path, error)
    return disk.rename(temporary, target)
  }
  await disk.remove(temporary)
}
