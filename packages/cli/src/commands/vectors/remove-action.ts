import { write, type CommandIo } from '../../io.js'
import { folderOf, type FolderOptions } from '../../options/folder-option.js'
import type { OutputModeOptions } from '../../options/shared-options.js'
import { formatBytes } from '../../output/byte-progress.js'
import { writeJson } from '../../output/json.js'
import { note } from '../../output/notes.js'
import { printable } from '../../output/printable.js'

/** Removes sets from the cache folder. */
export async function remove(
  names: readonly string[],
  options: FolderOptions & OutputModeOptions,
  io: CommandIo,
): Promise<void> {
  const { vectorFolder } = await import('@wordloom/glove-loader')
  const folder = vectorFolder({ folder: await folderOf(options, io) })
  // An unknown name shows before something is removed.
  for (const name of names) await folder.find(name)
  const removed: { readonly name: string; readonly bytes: number }[] = []
  for (const name of names) {
    const bytes = await folder.remove(name)
    removed.push({ name, bytes })
    const line = bytes === 0 ? 'nothing of it is there' : `${formatBytes(bytes)} freed`
    if (options.json !== true) await write(io.stdout, `${printable(name)}\t${line}\n`)
    const left = await folder.find(name)
    if (left !== undefined) note(io, options, `${name} is still in ${left.path}, which may hold other vectors, too`)
  }
  if (options.json === true) await writeJson(io, { folder: folder.path, removed })
}
