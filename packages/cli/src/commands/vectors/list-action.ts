import { basename } from 'node:path'
import { write, type CommandIo } from '../../io.js'
import { folderOf, type FolderOptions } from '../../options/folder-option.js'
import type { OutputModeOptions } from '../../options/shared-options.js'
import { formatBytes } from '../../output/byte-progress.js'
import { writeJson } from '../../output/json.js'
import { alignColumns, formatCount } from '../../output/table.js'
import { listStoredSets, type StoredSet } from '../../vectors/stored-sets.js'

/** Lists the sets of the catalogue, and what is in the cache folder. */
export async function list(options: FolderOptions & OutputModeOptions, io: CommandIo): Promise<void> {
  const { folder, sets, others } = await listStoredSets(await folderOf(options, io))
  if (options.json === true) return writeJson(io, { folder, sets, others })
  const heading = ['name', 'words', 'dimension', 'case', 'licence', 'here']
  const tables = [alignColumns([['folder', folder]]), alignColumns([heading, ...sets.map(rowOf)])]
  if (others.length > 0) {
    tables.push(
      alignColumns([['other files', 'size'], ...others.map(({ path, size }) => [basename(path), formatBytes(size)])]),
    )
  }
  await write(io.stdout, tables.join('\n'))
}

function rowOf({ name, words, dimension, cased, licence, here }: StoredSet): string[] {
  return [name, formatCount(words), String(dimension), cased ? 'as written' : 'lower', licence, hereText(here)]
}

function hereText(here: StoredSet['here']): string {
  if (here === undefined) return 'no'
  if (here.state === 'partial') return `begun: ${formatBytes(here.size)}`
  const archive = here.entry === undefined ? '' : `, in ${basename(here.path)}`
  return `${formatBytes(here.size)}${archive}`
}
