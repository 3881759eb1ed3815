import { Option, type Command } from 'commander'
import type { CommandIo } from '../../io.js'
import { wholeNumber } from '../../options/numbers.js'
import { withExamples, withOutputMode } from '../../options/shared-options.js'
import { withVectors } from '../../options/vectors-options.js'
import type { AnalogyCommandOptions } from './analogy-action.js'

/** `wordloom vectors analogy`: A is to B as C is to what? */
export function addVectorsAnalogyCommand(group: Command, io: CommandIo): void {
  const command = group
    .command('analogy')
    .summary('answer: A is to B as C is to what?')
    .description(
      'Answers: A is to B as C is to what? The three words are no answers. Prints a line an answer: word and score, separated ' +
        'by a tab; the score of 3cosadd is a cosine.',
    )
    .argument('<a>', 'such as man')
    .argument('<b>', 'such as king')
    .argument('<c>', 'such as woman')
    .addOption(
      new Option('--method <how>', 'what makes one score of three: a sum, or the product of Levy and Goldberg')
        .choices(['3cosadd', '3cosmul'])
        .default('3cosadd'),
    )
    .option('--topk <n>', 'how many answers', wholeNumber(1), 10)
  withOutputMode(withVectors(command))
  withExamples(command, [
    ['Man is to king as woman is to queen', 'vectors analogy man king woman'],
    [
      'The best answer by the product, for a program',
      'vectors analogy paris france rome --method 3cosmul --topk 1 --json',
    ],
    ['In vectors of your own', 'vectors analogy good better bad --vectors glove.6B.100d.txt'],
  ])
  command.action(async (a: string, b: string, c: string, options: AnalogyCommandOptions) => {
    const { analogy } = await import('./analogy-action.js')
    await analogy([a, b, c], options, io)
  })
}
