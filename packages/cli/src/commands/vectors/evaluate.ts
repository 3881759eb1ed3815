import type { Command } from 'commander'
import type { CommandIo } from '../../io.js'
import { wholeNumber } from '../../options/numbers.js'
import { withExamples, withOutputMode } from '../../options/shared-options.js'
import { withVectors } from '../../options/vectors-options.js'
import type { EvaluateVectorsOptions } from './evaluate-action.js'

/** `wordloom vectors evaluate`: how well vectors agree with people. */
export function addVectorsEvaluateCommand(group: Command, io: CommandIo): void {
  const command = group
    .command('evaluate')
    .summary('compare vectors with what people say')
    .description(
      'Compares vectors with what people say, by the protocol of gensim: cosines with a list of word pairs that people rated ' +
        '(--pairs), or answers with a file of analogies (--analogies).',
    )
    .option('--pairs <file>', 'lines of two words and a number, separated by tabs, such as wordsim353.tsv')
    .option('--analogies <file>', 'lines of four words below lines ": section", such as questions-words.txt')
    .option(
      '--restrict-vocabulary <n>',
      'only the first n words are known, the most frequent ones of most files (default: 300000)',
      wholeNumber(1),
    )
    .option(
      '--case-sensitive',
      'compare words as they are written (default: in upper case, the first of equal words counts)',
    )
    .option('--count-unknown', 'questions with unknown words count as wrong, pairs as 0 (default: they are left out)')
  withOutputMode(withVectors(command))
  withExamples(command, [
    ['Analogies, section by section', 'vectors evaluate --analogies questions-words.txt --vectors glove.6B.50d.txt'],
    ['Correlation with the ratings of people', 'vectors evaluate --pairs wordsim353.tsv --json'],
  ])
  command.action(async (options: EvaluateVectorsOptions) => {
    const { evaluateVectors } = await import('./evaluate-action.js')
    await evaluateVectors(options, io)
  })
}
