import type { Command } from 'commander'
import type { CommandIo } from '../../io.js'
import { withFolder } from '../../options/folder-option.js'
import { withExamples, withOutputMode } from '../../options/shared-options.js'
import type { DownloadCommandOptions } from './download-action.js'

/** `wordloom vectors download`: sets of the catalogue into the cache folder. */
export function addVectorsDownloadCommand(group: Command, io: CommandIo): void {
  const command = group
    .command('download')
    .summary('download vectors into the cache folder')
    .description(
      'Downloads vectors into the cache folder, if they are not there: only the wanted file of an archive, checked before it ' +
        'gets its name. Ctrl-C stops; the same command goes on from there. Proxies are those of HTTP_PROXY, HTTPS_PROXY and ' +
        'NO_PROXY. Prints a line a set: name and path, separated by a tab.',
    )
    .argument('<name...>', 'sets of the catalogue, such as 6B.100d: see wordloom vectors list')
    .option('--mirror <url...>', 'folders that are asked first (default: WORDLOOM_VECTORS_MIRROR)')
    .option('--offline', 'download nothing: fail if the vectors are not there (also with WORDLOOM_OFFLINE)')
  withOutputMode(withFolder(command))
  withExamples(command, [
    ['One set; it can be named from then on', 'vectors download 6B.100d'],
    [
      'Two sets from a server of your own',
      'vectors download 6B.50d twitter.27B.50d --mirror https://files.example.org/glove',
    ],
  ])
  command.action(async (names: string[], options: DownloadCommandOptions) => {
    const { download } = await import('./download-action.js')
    await download(names, options, io)
  })
}
