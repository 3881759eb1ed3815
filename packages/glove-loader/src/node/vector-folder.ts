import { WordloomError } from '@wordloom/core'
import { createReadStream } from 'node:fs'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { catalogue, requireVectorSet } from '../catalogue/catalogue.js'
import type { VectorSet } from '../catalogue/vector-set.js'
import { throwIfAborted } from '../download/retry.js'

/** Which folder, and which sets it may hold. */
export interface VectorFolderOptions {
  /** @defaultValue {@link defaultVectorFolder} */
  readonly folder?: string
  /** Sets of one's own, which come before those of the catalogue. */
  readonly catalogue?: readonly VectorSet[]
}

/** Vectors in the cache folder. */
export interface StoredVectors {
  /** Of the catalogue; nothing for another file that lies there. */
  readonly set: VectorSet | undefined
  /** Where the file lies. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** `partial`: a download that was interrupted; the next one goes on from there. */
  readonly state: 'complete' | 'partial'
}

/** How a check of vectors went. */
export interface Verification {
  /** Of the set. */
  readonly name: string
  /** The file that was read. */
  readonly path: string
  /** Lower-case hex. */
  readonly sha256: string
  /**
   * `catalogue`: it is the one that the catalogue states. `recorded`: it is the one that the file had when it was
   * downloaded. `unknown`: nothing to compare with.
   */
  readonly checkedAgainst: 'catalogue' | 'recorded' | 'unknown'
  /** Whether the checksums are the same; true with nothing to compare with. */
  readonly isRight: boolean
}

/** The folder that vectors are kept in. A file that is put there by hand under its usual name is found, packed or not. */
export interface VectorFolder {
  /** Where the folder is. */
  readonly path: string
  /** All vectors in the folder. */
  list(): Promise<StoredVectors[]>
  /** Where the vectors of a set are, and which file of the archive they are if they are in one. Throws `VECTORS_UNKNOWN`. */
  find(name: string): Promise<
    | {
        /** The file. */
        readonly path: string
        /** Its name in the archive. */
        readonly entry?: string
      }
    | undefined
  >
  /** Reads a file whole and compares its checksum. Throws `VECTORS_UNKNOWN`, `FILE_NOT_FOUND`, `ABORTED`. */
  verify(name: string, options?: { readonly signal?: AbortSignal }): Promise<Verification>
  /** Removes the files of a set with their caches and what is left of downloads; gives the bytes that are free now. */
  remove(name: string): Promise<number>
}

const vectorFile = /\.(txt|vec|bin|npy|safetensors)(\.gz)?$|\.zip$/i

/**
 * The folder for vectors: `WORDLOOM_CACHE`, or `wordloom/vectors` in the place that the system has for caches
 * (`XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`).
 */
export function defaultVectorFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment['WORDLOOM_CACHE']
  if (own !== undefined && own !== '') return resolve(own)
  const home = homedir()
  const caches =
    process.platform === 'win32'
      ? (environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(home, 'Library', 'Caches')
        : environment['XDG_CACHE_HOME'] || join(home, '.cache')
  return join(caches, 'wordloom', 'vectors')
}

/** What is kept of a download beside its file. */
export interface DownloadRecord {
  readonly sha256: string
  readonly size: number
}

export const recordOf = (path: string): string => `${path}.sha256.json`
export const partOf = (path: string): string => `${path}.part`

/** The cache folder. It is not created before something is downloaded. */
export function vectorFolder(options: VectorFolderOptions = {}): VectorFolder {
  const path = resolve(options.folder ?? defaultVectorFolder())
  const own = options.catalogue ?? []
  const sets = [...own, ...catalogue]

  const find: VectorFolder['find'] = async (name) => {
    const set = requireVectorSet(name, own)
    for (const file of [set.file, `${set.file}.gz`]) {
      if ((await sizeOf(join(path, file))) !== undefined) return { path: join(path, file) }
    }
    for (const archive of [set.archive?.name, `${set.file}.zip`, set.file.replace(/\.\w+$/, '.zip')]) {
      if (archive === undefined || (await sizeOf(join(path, archive))) === undefined) continue
      return { path: join(path, archive), ...(archive === set.archive?.name ? { entry: set.file } : {}) }
    }
    return undefined
  }
  return {
    path,
    find,
    async list() {
      const names = await readdir(path).catch(() => [])
      const found: StoredVectors[] = []
      for (const name of names.toSorted()) {
        const size = await sizeOf(join(path, name))
        const isPart = name.endsWith('.part')
        const file = isPart ? name.slice(0, -'.part'.length) : name
        if (size === undefined || (!isPart && !vectorFile.test(name))) continue
        const set = sets.find((each) => each.file === file || `${each.file}.gz` === file || each.archive?.name === file)
        found.push({ set, path: join(path, name), size, state: isPart ? 'partial' : 'complete' })
      }
      return found
    },
    async verify(name, { signal } = {}) {
      const set = requireVectorSet(name, own)
      const found = await find(name)
      if (found === undefined) throw notThere(set, path)
      const sha256 = await hashFile(found.path, signal)
      const stated =
        found.path === join(path, set.file) ? set.sha256 : found.entry === undefined ? undefined : set.archive?.sha256
      const recorded = (await readRecord(found.path))?.sha256
      const expected = stated ?? recorded
      return {
        name: set.name,
        path: found.path,
        sha256,
        checkedAgainst: stated !== undefined ? 'catalogue' : recorded !== undefined ? 'recorded' : 'unknown',
        isRight: expected === undefined || expected === sha256,
      }
    },
    async remove(name) {
      const set = requireVectorSet(name, own)
      let freed = 0
      for (const each of await readdir(path).catch(() => [])) {
        const belongs = [set.file, `${set.file}.gz`].some((file) => each === file || each.startsWith(`${file}.`))
        if (!belongs) continue
        freed += (await sizeOf(join(path, each))) ?? 0
        await rm(join(path, each), { force: true })
      }
      return freed
    },
  }
}

/** What was recorded when a file was downloaded. */
export async function readRecord(path: string): Promise<DownloadRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(recordOf(path), 'utf8')) as DownloadRecord
    return typeof record.sha256 === 'string' ? record : undefined
  } catch {
    return undefined
  }
}

/** SHA-256 of a file, lower-case hex. Throws `ABORTED`. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  // Loading it takes longer than a program that only looks up a word should wait.
  const { createHash } = await import('node:crypto')
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) {
    throwIfAborted(signal)
    hash.update(chunk as Uint8Array)
  }
  return hash.digest('hex')
}

export async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (status) => (status.isFile() ? status.size : undefined),
    () => undefined,
  )
}

function notThere(set: VectorSet, folder: string): WordloomError {
  return new WordloomError('FILE_NOT_FOUND', `The vectors ${set.name} are not in the cache folder`, {
    file: join(folder, set.file),
    hint: `Download them: wordloom vectors download ${set.name}`,
  })
}
