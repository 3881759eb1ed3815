import type { Command } from 'commander'
import type { CommandIo } from '../../io.js'
import { withFolder, type FolderOptions } from '../../options/folder-option.js'
import { withExamples, withOutputMode, type OutputModeOptions } from '../../options/shared-options.js'

/** `wordloom vectors list`: what the catalogue has, and what of it is here. */
export function addVectorsListCommand(group: Command, io: CommandIo): void {
  const command = group
    .command('list')
    .summary('list the sets of the catalogue, and what is in the cache folder')
    .description(
      'Lists the sets that can be downloaded, and what of them is in the cache folder; below them other files that were put ' +
        'there. A file that is put there by hand under its usual name, packed or not, counts as downloaded.',
    )
  withOutputMode(withFolder(command))
  withExamples(command, [
    ['For people', 'vectors list'],
    ['For a program', 'vectors list --json'],
  ])
  command.action(async (options: FolderOptions & OutputModeOptions) => {
    const { list } = await import('./list-action.js')
    await list(options, io)
  })
}
