import { WordloomError } from '@wordloom/core'
import type { VectorSet } from '../catalogue/vector-set.js'
import { createProgressMeter, type DownloadProgress } from '../download/progress.js'
import { NoRanges, openRemoteFile, RemoteChanged, type RemoteFile } from '../download/remote-file.js'
import { createSha256 } from '../download/sha256.js'
import type { Patience } from '../download/retry.js'
import { inflated, webZipInflater } from './inflate.js'
import { fetchGet } from './fetch-get.js'
import { blobAccess } from './open-input.js'
import { pulled } from './pulled.js'
import type { VectorsStore } from './vectors-store.js'
import { notTheSet, verified } from './verified.js'

/** What {@link fetchVectors} works with. */
export interface FetchOptions {
  readonly store: VectorsStore
  readonly patience: Patience
  readonly signal: AbortSignal | undefined
  readonly onProgress?: (progress: DownloadProgress) => void
  readonly onNotice?: (notice: string) => void
}

/** How often a file may turn out to have changed at its place before the place is given up. */
const mostChanges = 3

/** Fetches vectors from one place into a store. Throws as `downloadVectors`. */
export async function fetchVectors(url: string, set: VectorSet, options: FetchOptions): Promise<void> {
  let byRanges = set.archive !== undefined
  for (let changes = 0; ;) {
    const remote = openRemoteFile(url, { ...options, get: fetchGet })
    try {
      if (byRanges) return await fetchEntry(remote, set, options)
      return await (set.archive === undefined ? fetchFile : fetchArchive)(remote, set, options)
    } catch (error) {
      if (error instanceof NoRanges && byRanges) {
        byRanges = false
        options.onNotice?.(`${url} gives only whole files: the whole archive is downloaded`)
        continue
      }
      if (!(error instanceof NoRanges || error instanceof RemoteChanged)) throw error
      if (++changes < mostChanges) continue
      throw new WordloomError('DOWNLOAD_FAILED', 'The file at this place changes, or cannot be gone on with', {
        file: url,
        hint: 'Try again later, or name a mirror.',
        cause: error,
      })
    }
  }
}

/** One file of an archive, unpacked as it comes. */
async function fetchEntry(remote: RemoteFile, set: VectorSet, options: FetchOptions): Promise<void> {
  const { store, signal } = options
  const { findRemoteEntry } = await import('../download/remote-zip.js')
  const entry = await findRemoteEntry(remote, set.archive!.name, set.file)
  const end = entry.start + entry.packedSize
  const packed = taken(remote, entry.start, end, () => entry.packedSize, options)
  const unpacked =
    entry.method === 0 ? packed : inflated(packed, (cause) => notTheSet(set, 'what came cannot be unpacked', cause))
  const checked = async function* (): AsyncGenerator<Uint8Array> {
    let checksum = 0
    for await (const chunk of unpacked) {
      checksum = webZipInflater.crc32(chunk, checksum)
      yield chunk
    }
    if (checksum !== entry.crc32) throw notTheSet(set, 'its CRC-32 differs from that of the archive')
  }
  await store.write(set.file, verified(checked(), set, entry.size, signal))
}

/** The vectors themselves. */
async function fetchFile(remote: RemoteFile, set: VectorSet, options: FetchOptions): Promise<void> {
  const chunks = taken(remote, 0, undefined, () => remote.stamp.size ?? set.size, options)
  await options.store.write(set.file, verified(chunks, set, undefined, options.signal))
}

/** A whole archive, from which the vectors are taken afterwards. */
async function fetchArchive(remote: RemoteFile, set: VectorSet, options: FetchOptions): Promise<void> {
  const { store, signal } = options
  const { name, size, sha256 } = set.archive!
  const temporary = `${set.file}.archive`
  try {
    const chunks = taken(remote, 0, undefined, () => remote.stamp.size ?? size, options)
    await store.write(temporary, checkedArchive(chunks, set, size, sha256))
    const { readZipDirectory, zipEntryChunks } = await import('../open/zip-entry.js')
    const archive = blobAccess(await store.read(temporary))
    const entries = await readZipDirectory(archive, name)
    // Some archives call the only text inside differently.
    const isThere = entries.some(({ filename }) => filename === set.file || filename.endsWith(`/${set.file}`))
    const unpacked = zipEntryChunks(archive, name, isThere ? set.file : undefined, webZipInflater)
    await store.write(set.file, verified(unpacked, set, undefined, signal))
  } finally {
    await store.remove(temporary)
  }
}

async function* checkedArchive(
  chunks: AsyncIterable<Uint8Array>,
  set: VectorSet,
  size: number | undefined,
  sha256: string | undefined,
): AsyncGenerator<Uint8Array> {
  const hash = sha256 === undefined ? undefined : createSha256()
  let total = 0
  for await (const chunk of chunks) {
    total += chunk.length
    if (size !== undefined && total > size) break
    hash?.update(chunk)
    yield chunk
  }
  if (size !== undefined && total !== size) throw notTheSet(set, 'its archive has another size')
  if (hash !== undefined && hash.hex() !== sha256) throw notTheSet(set, 'the SHA-256 of its archive differs')
}

/** The bytes of a part of a remote file, counted as they come. */
function taken(
  remote: RemoteFile,
  start: number,
  end: number | undefined,
  total: () => number | undefined,
  { onProgress }: FetchOptions,
): AsyncGenerator<Uint8Array> {
  const meter = createProgressMeter(0, total, onProgress)
  return pulled((sink) =>
    remote.read(start, end, {
      async write(bytes) {
        await sink.write(bytes)
        meter(bytes.length)
      },
    }),
  )
}
