import { WordloomError, type FolderFiles } from '@wordloom/core'
import { join } from 'node:path'
import { codeOf, type Disk } from './disk.js'
import { readFailure } from './file-errors.js'
import { statusIfThere, targetOf } from './target.js'
import { restoreSetAside } from './temporary-names.js'

/** Readings before giving up, when others keep replacing the folder meanwhile. */
const mostReadings = 50

export async function readFolder(disk: Disk, path: string): Promise<FolderFiles> {
  try {
    const target = await targetOf(disk, path)
    let place = target
    for (let reading = 1; reading <= mostReadings; reading++) {
      try {
        const files = await readOnce(disk, place)
        if (files !== undefined) return files
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error
        if ((await statusIfThere(disk, target)) !== undefined) {
          // A name in the folder leads nowhere, or the folder was replaced in between: the next reading tells.
          if (place === target && reading === mostReadings) throw error
          place = target
          continue
        }
        const restored = await restoreSetAside(disk, target)
        if (restored === undefined && (await statusIfThere(disk, target)) === undefined) throw error
        place = restored ?? target
      }
    }
  } catch (cause) {
    throw readFailure(path, cause)
  }
  throw new WordloomError('FILE_READ_FAILED', 'The folder changed during every attempt to read it', {
    file: path,
    hint: 'Wait until the other program has finished writing it.',
  })
}

/** All files of one folder; nothing when another folder took its place meanwhile. */
async function readOnce(disk: Disk, path: string): Promise<FolderFiles | undefined> {
  const before = await identityOf(disk, path)
  const files = new Map<string, Uint8Array>()
  for (const name of (await disk.list(path)).sort()) {
    const file = join(path, name)
    if ((await disk.status(file)).isFile()) files.set(name, await disk.read(file))
  }
  return (await identityOf(disk, path)) === before ? files : undefined
}

/** The change time is part of it: numbers of removed folders are given to new ones. */
async function identityOf(disk: Disk, path: string): Promise<string> {
  const { dev, ino, ctimeNs } = await disk.status(path)
  return `${dev}:${ino}:${ctimeNs}`
}
