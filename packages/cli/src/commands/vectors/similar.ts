import type { Command } from 'commander'
import type { CommandIo } from '../../io.js'
import { wholeNumber } from '../../options/numbers.js'
import { withExamples, withOutputMode } from '../../options/shared-options.js'
import { withVectors } from '../../options/vectors-options.js'
import type { SimilarCommandOptions } from './similar-action.js'

/** `wordloom vectors similar`: the nearest words. */
export function addVectorsSimilarCommand(group: Command, io: CommandIo): void {
  const command = group
    .command('similar')
    .summary('find the nearest words')
    .description(
      'Finds the words nearest to a word, or to several together, by cosine. The words asked for are no answers. Prints a ' +
        'line an answer: word and cosine, separated by a tab.',
    )
    .argument('<word...>', 'what to be near to')
    .option('--negative <word...>', 'what to be far from')
    .option('--topk <n>', 'how many answers', wholeNumber(1), 10)
    .option('--among <file>', 'only words of this file are answers, one a line')
    .option(
      '--restrict-vocabulary <n>',
      'only the first n words are answers, the most frequent ones of most files',
      wholeNumber(1),
    )
  withOutputMode(withVectors(command))
  withExamples(command, [
    ['The ten nearest words', 'vectors similar king'],
    [
      'Near two words and far from a third, in vectors of your own',
      'vectors similar king woman --negative man --vectors glove.6B.100d.txt',
    ],
    ['Which word of a list', 'vectors similar fruit --among menu.txt --topk 3 --json'],
  ])
  command.action(async (words: string[], options: SimilarCommandOptions) => {
    const { similar } = await import('./similar-action.js')
    await similar(words, options, io)
  })
}
