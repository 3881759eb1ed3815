import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { formatBytes } from '../output/byte-progress.js'
import { limited, ok, type Finding } from './finding.js'

/** Room for the smaller sets of the catalogue while they are unpacked. */
const comfortableRoom = 1e9

/** Where a folder is, or would be made. */
export interface FolderPlace {
  readonly isThere: boolean
  readonly isWritable: boolean
  /** Bytes; undefined where the system does not say. */
  readonly free: number | undefined
}

/**
 * Where downloaded vectors are kept, how much is there, and whether more can be. Nothing is created.
 *
 * @param folder - the cache folder, which need not exist.
 * @param lookAt - finds out about it. @defaultValue asks the file system
 */
export async function vectorFolderFinding(
  folder: string,
  lookAt: (folder: string) => Promise<FolderPlace> = placeOf,
): Promise<Finding> {
  const name = 'vector-folder'
  const { vectorFolder } = await import('@wordloom/glove-loader')
  const files = await vectorFolder({ folder }).list()
  const { isThere, isWritable, free } = await lookAt(folder)
  const place = `${isThere ? contentText(files) : 'not there yet'}: ${folder}`
  const remedy = 'Name another folder with WORDLOOM_CACHE.'
  if (!isWritable) {
    return limited(name, {
      found: `not writable, ${place}`,
      consequence: 'Vectors cannot be downloaded; those that are there can be used.',
      remedy,
    })
  }
  if (free === undefined) return ok(name, place)
  if (free >= comfortableRoom) return ok(name, `${place} (${formatBytes(free)} free)`)
  return limited(name, {
    found: `${place} (only ${formatBytes(free)} free)`,
    consequence: 'Larger vectors do not fit there.',
    remedy: `Make room, for example with 'wordloom vectors remove'. ${remedy}`,
  })
}

function contentText(files: readonly { readonly size: number }[]): string {
  if (files.length === 0) return 'no vectors'
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  return `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${formatBytes(bytes)}`
}

async function placeOf(folder: string): Promise<FolderPlace> {
  const nearest = await nearestFolder(folder)
  const [isWritable, free] = await Promise.all([
    access(nearest, constants.W_OK).then(
      () => true,
      () => false,
    ),
    statfs(nearest).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => undefined,
    ),
  ])
  return { isThere: nearest === resolve(folder), isWritable, free }
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
