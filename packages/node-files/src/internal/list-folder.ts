import { join } from 'node:path'
import { codeOf, type Disk } from './disk.js'
import { readFailure } from './file-errors.js'
import { targetOf } from './target.js'
import { parseTemporaryName, removeIfAbandoned, restoreSetAside } from './temporary-names.js'

export async function listFolder(disk: Disk, path: string): Promise<string[]> {
  try {
    const folder = await targetOf(disk, path)
    const names = await disk.list(folder)
    const found = new Set(names.filter((name) => parseTemporaryName(name) === undefined))
    for (const temporary of names) {
      const { name, purpose } = parseTemporaryName(temporary) ?? {}
      if (purpose === 'tmp') await removeIfAbandoned(disk, join(folder, temporary))
      if (purpose !== 'old' || name === undefined || found.has(name)) continue
      // An overwrite was killed between its two moves.
      if ((await restoreSetAside(disk, join(folder, name))) !== undefined) found.add(name)
    }
    return [...found].sort()
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return []
    throw readFailure(path, cause)
  }
}
