import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { WordloomError } from '@wordloom/core'
import { formatBytes } from '../output/byte-progress.js'
import { writeFailure } from './failures.js'

const prefix = '.wordloom-setup-'
/** A folder this old was left by a process that was killed: no setup takes so long. */
const abandonedAfterMs = 6 * 3_600_000

/**
 * Does work in a temporary folder within the package, on the disk where its results will be, and removes the folder
 * whatever happens.
 *
 * @param bytes - that the work will need.
 * @throws WordloomError `FILE_WRITE_FAILED`, and what the work throws.
 */
export async function inWorkFolder<Result>(
  packageFolder: string,
  bytes: number,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  await removeAbandoned(packageFolder)
  await assertSpace(packageFolder, bytes)
  const folder = join(packageFolder, `${prefix}${randomBytes(6).toString('hex')}`)
  try {
    await mkdir(folder)
  } catch (cause) {
    throw writeFailure(folder, cause)
  }
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function assertSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= bytes) return
  throw new WordloomError('FILE_WRITE_FAILED', 'There is not enough space on the disk', {
    file: folder,
    expected: `${formatBytes(bytes)} free`,
    received: formatBytes(free),
    hint: 'Free some space, or choose a folder on another disk.',
  })
}

async function removeAbandoned(packageFolder: string): Promise<void> {
  for (const name of await readdir(packageFolder)) {
    if (!name.startsWith(prefix)) continue
    const folder = join(packageFolder, name)
    const changed = await stat(folder).catch(() => undefined)
    if (changed !== undefined && Date.now() - changed.mtimeMs > abandonedAfterMs) {
      await rm(folder, { recursive: true, force: true })
    }
  }
}
