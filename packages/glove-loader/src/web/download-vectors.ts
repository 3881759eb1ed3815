import { isWordloomError, WordloomError, type WorkOptions } from '@wordloom/core'
import { requireVectorSet } from '../catalogue/catalogue.js'
import type { VectorSet } from '../catalogue/vector-set.js'
import { placesOf } from '../download/places.js'
import type { DownloadProgress } from '../download/progress.js'
import { defaultPatience, type Patience } from '../download/retry.js'
import { browserStore } from './browser-store.js'
import { fetchVectors } from './fetch-vectors.js'
import type { VectorsStore } from './vectors-store.js'

/** How to download vectors in a browser. */
export interface WebDownloadOptions extends Pick<WorkOptions, 'signal'> {
  /** Where they are kept. @defaultValue `browserStore()` */
  readonly store?: VectorsStore
  /** Sets of one's own, which come before those of the package. */
  readonly catalogue?: readonly VectorSet[]
  /** Addresses of folders that hold the same files; they are tried before the places of the catalogue. */
  readonly mirrors?: readonly string[]
  /** Called as bytes come. */
  readonly onProgress?: (progress: DownloadProgress) => void
  /** Called when a place fails or a whole archive has to be downloaded for one of its files. */
  readonly onNotice?: (notice: string) => void
  /** How often and how long a place is tried. @defaultValue about a minute without a byte */
  readonly patience?: Partial<Patience>
}

/**
 * Downloads vectors into a store of the browser, if they are not there; `loadVectors(await store.read(file))` loads them.
 *
 * Of a zip archive only the wanted file is fetched, by ranges, where the server has them and shows `Content-Range` to other
 * sites. A connection that breaks is taken up where it was; a page that is closed begins anew. Before a file gets its name,
 * its size, checksum (SHA-256 where the catalogue has it, CRC-32 of the archive) and the dimension of its first rows are
 * compared. Pages of a site that want the same vectors wait for the one that downloads them.
 *
 * @param name - of the catalogue, `6B.100d`, or of `options.catalogue`.
 * @returns the name of the file in the store.
 * @throws WordloomError `VECTORS_UNKNOWN`, `DOWNLOAD_FAILED`, `DOWNLOAD_CORRUPT`, `ARCHIVE_MALFORMED`, `FILE_WRITE_FAILED`,
 * `ABORTED`
 */
export async function downloadVectors(name: string, options: WebDownloadOptions = {}): Promise<string> {
  const { store = browserStore(), signal } = options
  const set = requireVectorSet(name, options.catalogue)
  try {
    signal?.throwIfAborted()
    await alone(set.file, signal, async () => {
      if (!(await store.has(set.file))) await download(set, store, options)
    })
  } catch (cause) {
    if (signal?.aborted !== true) throw cause
    throw new WordloomError('ABORTED', 'The download was cancelled', {
      hint: 'Nothing of it is kept.',
      cause: signal.reason,
    })
  }
  return set.file
}

async function download(set: VectorSet, store: VectorsStore, options: WebDownloadOptions): Promise<void> {
  const { signal, onNotice } = options
  const patience = { ...defaultPatience, ...options.patience }
  const failures: string[] = []
  let last: unknown
  for (const url of placesOf(set, options.mirrors ?? [])) {
    try {
      return await fetchVectors(url, set, { ...options, store, patience, signal })
    } catch (error) {
      signal?.throwIfAborted()
      // A full disk is full for the next place, too.
      if (!isWordloomError(error) || !/^(DOWNLOAD_|ARCHIVE_)/.test(error.code)) throw error
      failures.push(`${url}: ${error.message}`)
      onNotice?.(`${url} failed: ${error.message}`)
      last = error
    }
  }
  if (failures.length === 1 && isWordloomError(last) && last.code !== 'DOWNLOAD_FAILED') throw last
  throw new WordloomError('DOWNLOAD_FAILED', `None of the places gives the vectors ${set.name}`, {
    file: set.file,
    received: failures.join(' | '),
    hint: 'Other sites have to allow this page by CORS, and most do not: copy the file to your own, and name it as a mirror.',
    cause: last,
  })
}

/** Does something while no other page of the site does it, where browsers can tell. */
async function alone(file: string, signal: AbortSignal | undefined, work: () => Promise<void>): Promise<void> {
  const locks = globalThis.navigator?.locks as LockManager | undefined
  if (locks === undefined) return work()
  await locks.request(`wordloom-vectors:${file}`, signal === undefined ? {} : { signal }, work)
}
