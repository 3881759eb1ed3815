import type { ListableFileStore, WriteOptions } from '@wordloom/core'
import type { FileHandle } from 'node:fs/promises'
import { nodeDisk } from './internal/disk.js'
import { filesOn } from './internal/files-on.js'
import { writeFile } from './internal/write-file.js'

/**
 * Files and folders on the disk of this machine, for everything in Wordloom that takes a `FileStore`.
 *
 * - **Files** are written under a temporary name in the same folder, flushed to the disk and renamed.
 * - **Folders** are written as a temporary sibling, every file and the folder itself flushed, and renamed. Overwriting
 *   moves the old folder aside (`.name.old-…`), the new one in, and then removes the old; when the new one cannot be
 *   moved in, the old one is put back. A process killed between the two moves leaves the old folder whole under its
 *   aside name, and the next `readFolder` or `writeFolder` of the same path moves it back.
 * - `readFolder` gives files of one and the same folder, also while another process replaces it.
 * - A failed write leaves neither a file under the final name nor a temporary one. A killed process can leave a
 *   temporary one (`.name.tmp-…`); the next write of the same path after an hour removes it.
 * - `remove` renames to such a temporary name before it removes anything, and clears what interrupted writes of that path
 *   left. `list` leaves temporary names out, moves back what was set aside, and clears what is older than an hour.
 * - Parent folders are created. A file is never replaced by a folder, nor a folder by a file. Writing to a symbolic link
 *   replaces what the link points to and keeps the link. Permissions of what is replaced are kept.
 *
 * Errors, each with the path, the cause and what to do: `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `FILE_WRITE_FAILED` (full
 * disk, no permission, read-only disk, …), `FILE_EXISTS` (without `overwrite`, and for a file where a folder would go
 * or the other way round), `INVALID_ARGUMENT` for a name in a folder that is not plain.
 */
export function nodeFiles(): ListableFileStore {
  return filesOn(nodeDisk)
}

/**
 * Writes a file that is too large to be held as a whole, under the same promises as `nodeFiles().writeFile`: what `write`
 * does goes to a temporary file, which gets its name when all of it is on the disk.
 *
 * @param write - writes the file, anywhere in it and in any order; it may read it, too. What it throws passes through.
 * @throws WordloomError `FILE_EXISTS`, `FILE_WRITE_FAILED`
 */
export function writeFileBy(
  path: string,
  write: (file: FileHandle) => Promise<void>,
  options: WriteOptions = {},
): Promise<void> {
  return writeFile(nodeDisk, path, write, options.overwrite ?? false)
}
