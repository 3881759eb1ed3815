import { dirname } from 'node:path'
import type { Disk } from './disk.js'
import { writeFailure } from './file-errors.js'
import { statusIfThere, targetOf } from './target.js'
import { removeAllLeftovers, temporaryName } from './temporary-names.js'

export async function removePath(disk: Disk, path: string): Promise<void> {
  try {
    const target = await targetOf(disk, path)
    if ((await statusIfThere(disk, target)) !== undefined) {
      // What is half removed must not be taken for whole.
      await disk.rename(target, temporaryName(target, 'tmp'))
      await disk.syncFolder(dirname(target))
    }
    await removeAllLeftovers(disk, target)
  } catch (cause) {
    throw writeFailure(path, cause)
  }
}
