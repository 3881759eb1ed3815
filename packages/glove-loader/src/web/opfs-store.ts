import { chunksOf } from './stream-chunks.js'
import {
  assertFileName,
  isPart,
  notStored,
  partSuffix,
  reading,
  writing,
  type StoredFile,
  type VectorsStore,
} from './vectors-store.js'

/** What browsers have and the standard does not yet: a file gets another name at once. */
interface MovableFile extends FileSystemFileHandle {
  move(name: string): Promise<void>
}

/** Milliseconds after which an unfinished file is one of a page that was closed: a download does not take a day. */
const abandonedAfter = 86_400_000

/**
 * Whether there is an origin private file system in which files can be written here and get their name afterwards: not on
 * pages without https, and in some browsers only in workers.
 */
export function canUseOpfs(): boolean {
  if (typeof FileSystemFileHandle === 'undefined' || typeof navigator?.storage?.getDirectory !== 'function')
    return false
  const { prototype } = FileSystemFileHandle
  return 'move' in prototype && ('createWritable' in prototype || 'createSyncAccessHandle' in prototype)
}

/**
 * Files in the origin private file system: on the disk, read where they are.
 *
 * @param folder - name of its folder there.
 * @see https://fs.spec.whatwg.org
 */
export function opfsStore(folder: string = 'wordloom-vectors'): VectorsStore {
  const open = async (): Promise<FileSystemDirectoryHandle> => {
    const root = await navigator.storage.getDirectory()
    return root.getDirectoryHandle(folder, { create: true })
  }
  const find = (name: string): Promise<File | undefined> =>
    reading(name, async () => {
      try {
        const handle = await (await open()).getFileHandle(name)
        return await handle.getFile()
      } catch (error) {
        if (isNotFound(error)) return undefined
        throw error
      }
    })
  return {
    list: () =>
      reading(folder, async () =>
        (await filesOf(await open()))
          .filter(({ name }) => !isPart(name))
          .map(({ name, size }): StoredFile => ({ name, size })),
      ),
    has: async (name) => (assertFileName(name), (await find(name)) !== undefined),
    async read(name) {
      assertFileName(name)
      const file = await find(name)
      if (file === undefined) throw notStored(name)
      return file
    },
    async write(name, bytes) {
      assertFileName(name)
      const directory = await writing(name, open)
      await writing(name, () => removeAbandoned(directory))
      const part = `${name}.${crypto.randomUUID()}${partSuffix}`
      const handle = await writing(name, () => directory.getFileHandle(part, { create: true }))
      try {
        await fill(handle, name, bytes instanceof ReadableStream ? chunksOf(bytes) : bytes)
        await writing(name, () => rename(directory, handle as MovableFile, name))
      } catch (error) {
        await directory.removeEntry(part).catch(() => undefined)
        throw error
      }
    },
    async remove(name) {
      assertFileName(name)
      await writing(name, async () => {
        try {
          await (await open()).removeEntry(name)
        } catch (error) {
          if (!isNotFound(error)) throw error
        }
      })
    },
  }
}

async function filesOf(directory: FileSystemDirectoryHandle): Promise<File[]> {
  const files: File[] = []
  for await (const handle of directory.values()) {
    if (handle.kind !== 'file') continue
    try {
      files.push(await (handle as FileSystemFileHandle).getFile())
    } catch (error) {
      // Another page may remove or rename it meanwhile.
      if (!isNotFound(error)) throw error
    }
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function fill(handle: FileSystemFileHandle, name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  if (!('createWritable' in handle)) return fillAtOnce(handle, name, chunks)
  const writable = await writing(name, () => handle.createWritable())
  try {
    for await (const chunk of chunks) {
      await writing(name, () => writable.write(chunk as Uint8Array<ArrayBuffer>))
    }
    await writing(name, () => writable.close())
  } catch (error) {
    await writable.abort().catch(() => undefined)
    throw error
  }
}

/** In workers of browsers that have no streams for files. */
async function fillAtOnce(
  handle: FileSystemFileHandle,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  const access = await writing(name, () => handle.createSyncAccessHandle())
  try {
    let at = 0
    for await (const chunk of chunks) {
      const written = await writing(name, () => {
        const bytes = access.write(chunk as Uint8Array<ArrayBuffer>, { at })
        if (bytes < chunk.length) throw new DOMException('Only a part was written', 'QuotaExceededError')
        return bytes
      })
      at += written
    }
    await writing(name, () => access.flush())
  } finally {
    access.close()
  }
}

async function rename(directory: FileSystemDirectoryHandle, handle: MovableFile, name: string): Promise<void> {
  try {
    await handle.move(name)
  } catch {
    // Some browsers do not replace a file. Between these two there is none, and never a wrong one.
    await directory.removeEntry(name).catch(() => undefined)
    await handle.move(name)
  }
}

async function removeAbandoned(directory: FileSystemDirectoryHandle): Promise<void> {
  for (const { name, lastModified } of await filesOf(directory)) {
    if (!isPart(name) || Date.now() - lastModified < abandonedAfter) continue
    await directory.removeEntry(name).catch(() => undefined)
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundError'
}
