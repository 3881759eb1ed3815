import type { Command } from 'commander'
import type { CommandIo } from '../../io.js'
import { withFolder, type FolderOptions } from '../../options/folder-option.js'
import { withExamples, withOutputMode, type OutputModeOptions } from '../../options/shared-options.js'

/** `wordloom vectors remove`: frees room in the cache folder. */
export function addVectorsRemoveCommand(group: Command, io: CommandIo): void {
  const command = group
    .command('remove')
    .summary('remove vectors from the cache folder')
    .description(
      'Removes sets of the catalogue from the cache folder, with their binary caches and what is left of downloads. Archives ' +
        'that hold several sets are not touched.',
    )
    .argument('<name...>', 'sets of the catalogue')
  withOutputMode(withFolder(command))
  withExamples(command, [
    ['One set', 'vectors remove 6B.300d'],
    ['Two sets in another folder', 'vectors remove 6B.50d 6B.100d --folder /data/vectors'],
  ])
  command.action(async (names: string[], options: FolderOptions & OutputModeOptions) => {
    const { remove } = await import('./remove-action.js')
    await remove(names, options, io)
  })
}
