import type { FileStore } from '@wordloom/core'
import type { Disk } from './disk.js'
import { readFailure } from './file-errors.js'
import { readFolder } from './read-folder.js'
import { writeFile } from './write-file.js'
import { writeFolder } from './write-folder.js'

/** The store over any disk: tests pass one that fails or dies at a chosen call. */
export function filesOn(disk: Disk): FileStore {
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
  }
}
