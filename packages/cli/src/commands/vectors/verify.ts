import type { Command } from 'commander'
import type { CommandIo } from '../../io.js'
import { withFolder } from '../../options/folder-option.js'
import { withExamples, withOutputMode } from '../../options/shared-options.js'
import type { VerifyVectorsOptions } from './verify-action.js'

/** `wordloom vectors verify`: whether files of the cache folder are what they were. */
export function addVectorsVerifyCommand(group: Command, io: CommandIo): void {
  const command = group
    .command('verify')
    .summary('compare vectors in the cache folder with their checksums')
    .description(
      'Reads vectors in the cache folder whole, and compares their SHA-256 with the one of the catalogue, or else the one that ' +
        'they had when they were downloaded. Fails when one differs.',
    )
    .argument('[name...]', 'sets of the catalogue (default: all that are in the cache folder)')
  withOutputMode(withFolder(command))
  withExamples(command, [
    ['All that is there', 'vectors verify'],
    ['One set, for a program', 'vectors verify 6B.100d --json'],
  ])
  command.action(async (names: string[], options: VerifyVectorsOptions) => {
    const { verifyVectors } = await import('./verify-action.js')
    await verifyVectors(names, options, io)
  })
}
