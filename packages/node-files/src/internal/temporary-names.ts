import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { codeOf, type Disk } from './disk.js'

/**
 * A temporary name this old was left by a process that was killed: no write takes an hour, and a younger one may belong
 * to a process that is still writing.
 */
const abandonedAfterMs = 3_600_000
const randomDigits = 12
const temporaryPattern = /^\.(.+)\.(tmp|old)-[0-9a-f]{12}$/

/**
 * - `tmp`: being written, or being removed: never whole;
 * - `old`: a folder set aside while it is being replaced: always whole.
 */
type Purpose = 'tmp' | 'old'

/** A name beside `path` that nobody else uses. The leading dot keeps it out of most listings. */
export function temporaryName(path: string, purpose: Purpose): string {
  return join(dirname(path), `${prefixOf(path, purpose)}${randomBytes(randomDigits / 2).toString('hex')}`)
}

/**
 * Moves a folder back that an interrupted overwrite left aside, when nothing is under its own name. Gives where the
 * folder is now: `path` again, or its aside name where the disk refuses the move; nothing when none was left.
 */
export async function restoreSetAside(disk: Disk, path: string): Promise<string | undefined> {
  const aside = await newestSetAside(disk, path)
  if (aside === undefined) return undefined
  try {
    await disk.rename(aside, path)
  } catch (error) {
    // A writer that is still alive may have put something in, or removed the aside one, in this very moment.
    return ['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error)) ? path : aside
  }
  await disk.syncFolder(dirname(path))
  return path
}

/** Removes a folder set aside. It loses its aside name first, since a half-removed folder must never be moved back. */
export async function discardSetAside(disk: Disk, path: string, aside: string): Promise<void> {
  const doomed = temporaryName(path, 'tmp')
  await disk.rename(aside, doomed)
  await disk.remove(doomed)
}

/** Removes what interrupted writes of the same path left. Called after a write; a failure here is none of the write's. */
export async function removeLeftovers(disk: Disk, path: string): Promise<void> {
  try {
    for (const name of await abandoned(disk, path, 'tmp')) await disk.remove(name)
    for (const name of await abandoned(disk, path, 'old')) await discardSetAside(disk, path, name)
  } catch {
    return
  }
}

/** What a name that {@link temporaryName} gave stands for; nothing for any other name. */
export function parseTemporaryName(name: string): { readonly name: string; readonly purpose: Purpose } | undefined {
  const match = temporaryPattern.exec(name)
  return match === null ? undefined : { name: match[1]!, purpose: match[2] as Purpose }
}

/** Removes everything of any age that writes and removals of `path` left: for a path that is being removed itself. */
export async function removeAllLeftovers(disk: Disk, path: string): Promise<void> {
  for (const name of await siblings(disk, path, 'old')) await discardSetAside(disk, path, name)
  for (const name of await siblings(disk, path, 'tmp')) await disk.remove(name)
}

/** Removes what is under a temporary name, if it is so old that nobody is writing it. A failure here is nobody's. */
export async function removeIfAbandoned(disk: Disk, temporary: string): Promise<void> {
  try {
    if (await isAbandoned(disk, temporary)) await disk.remove(temporary)
  } catch {
    return
  }
}

async function isAbandoned(disk: Disk, name: string): Promise<boolean> {
  const { ctimeMs } = await disk.ownStatus(name)
  return Date.now() - Number(ctimeMs) > abandonedAfterMs
}

async function abandoned(disk: Disk, path: string, purpose: Purpose): Promise<string[]> {
  const names: string[] = []
  for (const name of await siblings(disk, path, purpose)) {
    if (await isAbandoned(disk, name)) names.push(name)
  }
  return names
}

async function newestSetAside(disk: Disk, path: string): Promise<string | undefined> {
  let newest: string | undefined
  let newestTime = -1n
  for (const name of await siblings(disk, path, 'old')) {
    // The change time: moving aside sets it, whatever the age of the files inside.
    const time = await disk.ownStatus(name).then(
      ({ ctimeNs }) => ctimeNs,
      () => -1n,
    )
    if (time > newestTime) [newest, newestTime] = [name, time]
  }
  return newest
}

async function siblings(disk: Disk, path: string, purpose: Purpose): Promise<string[]> {
  const prefix = prefixOf(path, purpose)
  const names = await disk.list(dirname(path)).catch(() => [])
  return names
    .filter((name) => name.startsWith(prefix) && name.length === prefix.length + randomDigits)
    .map((name) => join(dirname(path), name))
}

function prefixOf(path: string, purpose: Purpose): string {
  return `.${basename(path)}.${purpose}-`
}
