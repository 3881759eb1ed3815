import { WordloomError } from '@wordloom/core'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { VectorSet } from '../catalogue/vector-set.js'
import type { HttpGet } from '../download/http.js'
import { createProgressMeter, type DownloadProgress } from '../download/progress.js'
import { NoRanges, openRemoteFile, RemoteChanged } from '../download/remote-file.js'
import { findRemoteEntry } from '../download/remote-zip.js'
import type { Patience } from '../download/retry.js'
import { partFile, type PartFile } from './part-file.js'
import { unpackEntry, unpackFile } from './unpack-vectors.js'

/** What {@link fetchVectors} works with. */
export interface FetchOptions {
  readonly get: HttpGet
  readonly patience: Patience
  readonly signal: AbortSignal | undefined
  readonly onProgress?: (progress: DownloadProgress) => void
  readonly onNotice?: (notice: string) => void
}

/** How often a file may turn out to have changed at its place before the place is given up. */
const mostChanges = 3

/** Fetches vectors from one place. Throws as `downloadVectors`. */
export async function fetchVectors(url: string, set: VectorSet, target: string, options: FetchOptions): Promise<void> {
  const part = partFile(target)
  let byRanges = set.archive !== undefined
  for (let changes = 0; ;) {
    try {
      return await (byRanges ? fetchEntry : fetchWhole)(url, set, target, part, options)
    } catch (error) {
      if (error instanceof NoRanges && byRanges) {
        byRanges = false
        options.onNotice?.(`${url} gives only whole files: the whole archive is downloaded`)
        continue
      }
      if (error instanceof NoRanges || error instanceof RemoteChanged) {
        // Nothing of what has come can be used.
        await part.remove()
        if (++changes < mostChanges) continue
        throw changesTooOften(url, error)
      }
      if (error instanceof WordloomError && error.code === 'DOWNLOAD_CORRUPT') await part.remove()
      throw error
    }
  }
}

/** The packed bytes of one file of an archive. */
async function fetchEntry(
  url: string,
  set: VectorSet,
  target: string,
  part: PartFile,
  options: FetchOptions,
): Promise<void> {
  const earlier = await part.state()
  const known = earlier?.kind === 'entry' && earlier.stamp.url === url ? earlier : undefined
  const remote = openRemoteFile(url, options, known?.stamp)
  const entry = known?.entry ?? (await findRemoteEntry(remote, set.archive!.name, set.file))
  if (set.size !== undefined && entry.size !== set.size) throw wrongSize(url, set.size, entry.size)
  if (known === undefined) await part.reset({ kind: 'entry', stamp: remote.stamp, entry })
  const come = await part.size()
  if (come > entry.packedSize) throw new RemoteChanged()
  await assertSpace(target, entry.packedSize - come + entry.size)
  const meter = createProgressMeter(come, () => entry.packedSize, options.onProgress)
  if (come < entry.packedSize) {
    await part.append(
      (sink) => remote.read(entry.start + come, entry.start + entry.packedSize, sink),
      (stamp) => ({ kind: 'entry', stamp, entry }),
      meter,
    )
  }
  await unpackEntry(part.path, entry, set, target, options.signal)
  await part.remove()
}

/** A whole file: the vectors themselves, or the archive that they are in. */
async function fetchWhole(
  url: string,
  set: VectorSet,
  target: string,
  part: PartFile,
  options: FetchOptions,
): Promise<void> {
  const earlier = await part.state()
  const known = earlier?.kind === 'file' && earlier.stamp.url === url ? earlier : undefined
  const remote = openRemoteFile(url, options, known?.stamp)
  const size = set.archive === undefined ? set.size : set.archive.size
  if (known === undefined) await part.reset({ kind: 'file', stamp: { url } })
  const come = await part.size()
  // Without a size nobody knows whether what is there is all.
  if (known !== undefined && come > 0 && known.stamp.size === undefined) throw new RemoteChanged()
  const meter = createProgressMeter(come, () => remote.stamp.size ?? size, options.onProgress)
  if (known?.stamp.size === undefined || come < known.stamp.size) {
    await part.append(
      async (sink) => {
        await remote.read(come, undefined, {
          ...sink,
          async begin(stamp) {
            if (size !== undefined && stamp.size !== undefined && stamp.size !== size)
              throw wrongSize(url, size, stamp.size)
            await assertSpace(target, (stamp.size ?? 0) - come)
            await sink.begin?.(stamp)
          },
        })
      },
      (stamp) => ({ kind: 'file', stamp }),
      meter,
    )
  }
  const bytes = await part.size()
  const expected = size ?? remote.stamp.size
  if (expected !== undefined && bytes !== expected) throw wrongSize(url, expected, bytes)
  await unpackFile(part.path, set, target, options.signal)
  await part.remove()
}

async function assertSpace(target: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(target))
  const free = bavail * bsize
  if (free >= needed) return
  const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`
  throw new WordloomError('FILE_WRITE_FAILED', 'There is not enough room on the disk', {
    file: target,
    expected: mebibytes(needed),
    received: mebibytes(free),
    hint: 'Make room, or name another folder: WORDLOOM_CACHE, or the option `folder`.',
  })
}

function wrongSize(file: string, expected: number, received: number): WordloomError {
  return new WordloomError('DOWNLOAD_CORRUPT', 'The file at this place has another size than it should have', {
    file,
    expected: `${expected} bytes`,
    received: `${received} bytes`,
    hint: 'It was changed or replaced; name a mirror with the option `mirrors` or WORDLOOM_VECTORS_MIRROR.',
  })
}

function changesTooOften(file: string, cause: Error): WordloomError {
  return new WordloomError('DOWNLOAD_FAILED', 'The file at this place changes while it is downloaded', {
    file,
    hint: 'Try again later, or name a mirror.',
    cause,
  })
}
