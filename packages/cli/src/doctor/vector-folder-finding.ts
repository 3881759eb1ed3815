import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { formatBytes } from '../output/byte-progress.js'
import { limited, ok, type Finding } from './finding.js'

/** Room for the smaller sets of the catalogue while they are unpacked. */
const comfortableRoom = 1e9

/**
 * Where downloaded vectors are kept, how much is there, and whether more can be. Nothing is created.
 *
 * @param folder - the cache folder, which need not exist.
 */
export async function vectorFolderFinding(folder: string): Promise<Finding> {
  const name = 'vector-folder'
  const { vectorFolder } = await import('@wordloom/glove-loader')
  const files = await vectorFolder({ folder }).list()
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const parent = await nearestFolder(folder)
  const holds =
    files.length === 0 ? 'empty' : `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${formatBytes(bytes)}`
  const place = `${parent === resolve(folder) ? holds : 'not there yet'}: ${folder}`
  const remedy = 'Name another folder with WORDLOOM_CACHE.'
  try {
    await access(parent, constants.W_OK)
  } catch {
    return limited(name, {
      found: `not writable, ${place}`,
      consequence: 'Vectors cannot be downloaded; those that are there can be used.',
      remedy,
    })
  }
  const free = await freeBytes(parent)
  if (free === undefined || free >= comfortableRoom) {
    return ok(name, free === undefined ? place : `${place} (${formatBytes(free)} free)`)
  }
  return limited(name, {
    found: `${place} (only ${formatBytes(free)} free)`,
    consequence: 'Larger vectors do not fit there.',
    remedy: `Make room, for example with 'wordloom vectors remove'. ${remedy}`,
  })
}

/** The folder itself, or the nearest one above it that exists. */
async function nearestFolder(folder: string): Promise<string> {
  let nearest = resolve(folder)
  while (dirname(nearest) !== nearest && !(await isFolder(nearest))) nearest = dirname(nearest)
  return nearest
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  )
}

/** Undefined where the system does not say. */
async function freeBytes(folder: string): Promise<number | undefined> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  )
}
