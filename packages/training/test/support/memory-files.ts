import { WordloomError, type FolderFiles, type ListableFileStore } from '@wordloom/core'

/** A store in memory whose folders a test can look into and damage. */
export function memoryFiles(): ListableFileStore & { readonly folders: Map<string, Map<string, Uint8Array>> } {
  const folders = new Map<string, Map<string, Uint8Array>>()
  const unused = (): never => {
    throw new Error('not needed here')
  }
  return {
    folders,
    readFile: unused,
    writeFile: unused,
    async readFolder(path) {
      const files = folders.get(path)
      if (files === undefined) throw new WordloomError('FILE_NOT_FOUND', 'No such folder', { file: path })
      return copied(files)
    },
    async writeFolder(path, files, options) {
      if (folders.has(path) && options?.overwrite !== true) throw new WordloomError('FILE_EXISTS', 'It exists')
      folders.set(path, copied(files))
    },
    async list(path) {
      return [...folders.keys()]
        .filter((name) => name.startsWith(`${path}/`))
        .map((name) => name.slice(path.length + 1))
    },
    async remove(path) {
      folders.delete(path)
    },
  }
}

function copied(files: FolderFiles): Map<string, Uint8Array> {
  return new Map([...files].map(([name, bytes]) => [name, bytes.slice()]))
}
