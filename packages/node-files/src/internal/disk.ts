import {
  chmod,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises'
import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { flushFile } from '../flush-file.js'

/** What goes into a file: bytes, or a program that writes them. */
export type FileContent = Uint8Array | ((file: FileHandle) => Promise<void>)

/** The few file operations that the store stands on. Failures are Node's own errors, with a `code`. */
export interface Disk {
  read(path: string): Promise<Uint8Array>
  /** Names in a folder. */
  list(path: string): Promise<string[]>
  /** What a path leads to, through symbolic links. */
  status(path: string): Promise<BigIntStats>
  /** What a path is, a link itself included. */
  ownStatus(path: string): Promise<BigIntStats>
  /** Where a symbolic link points to; refused for anything else. */
  readLink(path: string): Promise<string>
  /** An existing path with all its links resolved. */
  resolveLinks(path: string): Promise<string>
  /** Creates a file that must not exist, writes it and flushes it to the disk. */
  writeNew(path: string, content: FileContent): Promise<void>
  setMode(path: string, mode: number): Promise<void>
  /** Creates a folder and its missing parents; gives the first one it created. */
  makeFolders(path: string): Promise<string | undefined>
  /** Creates a folder that must not exist. */
  makeFolder(path: string): Promise<void>
  /** Flushes the names in a folder to the disk, where the system can. */
  syncFolder(path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** A second name for a file; refused when it is taken. */
  link(from: string, to: string): Promise<void>
  /** Removes a file or a folder with all it holds; nothing there is no failure. */
  remove(path: string): Promise<void>
}

/** How often and how long apart a rename is tried again when somebody else has the path open. */
const renameTries = 10
const renamePauseMs = 50

export const nodeDisk: Disk = {
  async read(path) {
    const buffer = await readFile(path)
    // Not a Buffer: its slice() makes a view where that of Uint8Array copies.
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  },
  list: (path) => readdir(path),
  status: (path) => stat(path, { bigint: true }),
  ownStatus: (path) => lstat(path, { bigint: true }),
  readLink: (path) => readlink(path),
  resolveLinks: (path) => realpath(path),
  async writeNew(path, content) {
    // A program that writes may also want to read what it wrote.
    const handle = await open(path, 'wx+')
    try {
      if (typeof content === 'function') await content(handle)
      else await handle.writeFile(content)
      await flushFile(handle)
    } finally {
      await handle.close()
    }
  },
  setMode: (path, mode) => chmod(path, mode),
  makeFolders: (path) => mkdir(path, { recursive: true }),
  makeFolder: (path) => mkdir(path),
  async syncFolder(path) {
    // Windows cannot open a folder, and some network disks cannot flush one: the data is safe, only the name may be late.
    try {
      const handle = await open(path, 'r')
      try {
        await flushFile(handle)
      } finally {
        await handle.close()
      }
    } catch {
      return
    }
  },
  async rename(from, to) {
    for (let tried = 1; ; tried++) {
      try {
        return await rename(from, to)
      } catch (error) {
        if (tried === renameTries || !isHeldOpen(error)) throw error
        await new Promise((resolve) => setTimeout(resolve, renamePauseMs))
      }
    }
  },
  link: (from, to) => link(from, to),
  remove: (path) => rm(path, { recursive: true, force: true }),
}

/** On Windows virus scanners and indexers open new files for a moment, and a rename is refused meanwhile. */
function isHeldOpen(error: unknown): boolean {
  return process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))
}

/** The system's code of an error (`ENOENT`), or the empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
