import type { Command } from 'commander'
import type { CommandIo } from '../../io.js'
import { withExamples, withOutputMode } from '../../options/shared-options.js'
import type { InfoCommandOptions } from './info-action.js'

/** `wordloom vectors info`: what is in a file of vectors. */
export function addVectorsInfoCommand(group: Command, io: CommandIo): void {
  const command = group
    .command('info')
    .summary('say what is in a file of vectors')
    .description(
      'Says what is in a file of word vectors: words, dimension, header, and rows that are repeated or malformed. Answers from ' +
        'the binary cache beside the file where there is one, and writes none. With --words it says how many of these words ' +
        'have a vector.',
    )
    .argument('<vectors>', 'glove-mini, a vector file, or a name of the catalogue that is in the cache folder')
    .option('--words <file>', 'words to look for, one a line, such as the vocabulary.txt of a model')
  withOutputMode(command)
  withExamples(command, [
    ['What is in a file', 'vectors info glove.6B.50d.txt'],
    [
      'How many words of a model have a vector, for a program',
      'vectors info glove.6B.50d.txt --words reviews-model/vocabulary.txt --json',
    ],
  ])
  command.action(async (vectors: string, options: InfoCommandOptions) => {
    const { info } = await import('./info-action.js')
    await info(vectors, options, io)
  })
}
