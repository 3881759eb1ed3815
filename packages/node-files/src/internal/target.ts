import type { BigIntStats } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { codeOf, type Disk } from './disk.js'

/** Linux follows as many links in one path. */
const mostLinks = 40

/**
 * The absolute path that `path` stands for: where it is a symbolic link, what that points to, also when nothing is there
 * (a folder set aside is missing for a moment).
 */
export async function targetOf(disk: Disk, path: string): Promise<string> {
  let target = resolve(path)
  for (let links = 0; links < mostLinks; links++) {
    try {
      const link = await disk.readLink(target)
      target = resolve(await disk.resolveLinks(dirname(target)), link)
    } catch {
      return target
    }
  }
  return target
}

/** What is at a path, or nothing. */
export async function statusIfThere(disk: Disk, path: string): Promise<BigIntStats | undefined> {
  try {
    return await disk.status(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Creates the folder that `path` will be in, and flushes the names of the folders it created. */
export async function makeParents(disk: Disk, path: string): Promise<void> {
  const parent = dirname(path)
  const first = await disk.makeFolders(parent)
  if (first === undefined) return
  for (let folder = parent; folder.length >= first.length; folder = dirname(folder)) {
    await disk.syncFolder(dirname(folder))
  }
}

/** The permission bits of what is being replaced. */
export function modeOf(status: BigIntStats): number {
  return Number(status.mode) & 0o777
}
