import { WordloomError, type WorkOptions } from '@wordloom/core'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { requireVectorSet } from '../catalogue/catalogue.js'
import type { VectorSet } from '../catalogue/vector-set.js'
import type { DownloadProgress } from '../download/progress.js'
import { throwIfAborted, type Patience } from '../download/retry.js'
import { sizeOf, vectorFolder, type VectorFolderOptions } from './vector-folder.js'

/** How to download vectors. */
export interface DownloadOptions extends VectorFolderOptions, Pick<WorkOptions, 'signal'> {
  /**
   * Addresses of folders that hold the same files; they are tried before the places of the catalogue.
   * @defaultValue `WORDLOOM_VECTORS_MIRROR`, separated by spaces
   */
  readonly mirrors?: readonly string[]
  /** Nothing is downloaded; what is not there is an error `OFFLINE`. @defaultValue whether `WORDLOOM_OFFLINE` is set */
  readonly offline?: boolean
  /** Called as bytes come. */
  readonly onProgress?: (progress: DownloadProgress) => void
  /** Called when a place fails or a whole archive has to be downloaded for one of its files. */
  readonly onNotice?: (notice: string) => void
  /** How often and how long a place is tried. @defaultValue about a minute without a byte */
  readonly patience?: Partial<Patience>
}

/**
 * Downloads vectors into the cache folder, if they are not there.
 *
 * Of a zip archive only the wanted file is fetched, by ranges: 6B.50d costs 70 MB, not 822. A download that breaks goes on
 * where it was, also in another process; when a place does not answer, the next one is tried. Before a file gets its name,
 * its size, checksum (SHA-256 where the catalogue has it, CRC-32 of the archive) and the dimension of its first rows are
 * compared. Processes that want the same vectors wait for the one that downloads them.
 *
 * @param name - of the catalogue, `6B.100d`, or of `options.catalogue`.
 * @returns the path of the vectors.
 * @throws WordloomError `VECTORS_UNKNOWN`, `OFFLINE`, `DOWNLOAD_FAILED`, `DOWNLOAD_CORRUPT`, `FILE_WRITE_FAILED`, `ABORTED`
 */
export async function downloadVectors(name: string, options: DownloadOptions = {}): Promise<string> {
  const { signal, offline = isOffline() } = options
  const set = requireVectorSet(name, options.catalogue)
  const folder = vectorFolder(options)
  throwIfAborted(signal)
  const found = await folder.find(name)
  if (found !== undefined && found.entry === undefined) return found.path
  const target = join(folder.path, set.file)
  if (found === undefined && offline) throw offlineError(set, folder.path)
  await mkdir(folder.path, { recursive: true }).catch((cause: unknown) => {
    throw new WordloomError('FILE_WRITE_FAILED', 'The cache folder cannot be made', {
      file: folder.path,
      hint: 'Name another one: WORDLOOM_CACHE, or the option `folder`.',
      cause,
    })
  })
  const isDone = async (): Promise<boolean> => (await sizeOf(target)) !== undefined
  const { withLock } = await import('./folder-lock.js')
  await withLock(`${target}.lock`, signal, isDone, async () => {
    if (found !== undefined) {
      const { unpackLocalArchive } = await import('./unpack-vectors.js')
      return unpackLocalArchive(found.path, set, target, signal)
    }
    const { downloadFrom } = await import('./download-from-places.js')
    return downloadFrom(set, target, options)
  })
  return target
}

/** Whether the environment asks for no downloads. */
export function isOffline(environment: NodeJS.ProcessEnv = process.env): boolean {
  return !['', '0', 'false', undefined].includes(environment['WORDLOOM_OFFLINE'])
}

function offlineError(set: VectorSet, folder: string): WordloomError {
  return new WordloomError('OFFLINE', `The vectors ${set.name} are not here and nothing is downloaded`, {
    file: join(folder, set.file),
    hint: 'Put the file there yourself, or allow downloads: without the option `offline` and WORDLOOM_OFFLINE.',
  })
}
