import type { ListableFileStore } from '@wordloom/core'
import type { Disk } from './disk.js'
import { readFailure } from './file-errors.js'
import { listFolder } from './list-folder.js'
import { readFolder } from './read-folder.js'
import { removePath } from './remove-path.js'
import { writeFile } from './write-file.js'
import { writeFolder } from './write-folder.js'

/** The store over any disk: tests pass one that fails or dies at a chosen call. */
export function filesOn(disk: Disk): ListableFileStore {
  return {
    readFile: async (path) => {
      try {
        return await disk.read(path)
      } catch (cause) {
        throw readFailure(path, cause)
      }
    },
    writeFile: (path, bytes, options) => writeFile(disk, path, bytes, options?.overwrite ?? false),
    readFolder: (path) => readFolder(disk, path),
    writeFolder: (path, files, options) => writeFolder(disk, path, files, options?.overwrite ?? false),
    list: (path) => listFolder(disk, path),
    remove: (path) => removePath(disk, path),
  }
}
