import type { Command } from 'commander'
import type { CommandIo } from '../io.js'
import { withEngine } from '../options/engine-options.js'
import { withDataFormat, withExamples, withOutputMode } from '../options/shared-options.js'
import { withThreshold } from '../options/threshold.js'
import type { PredictCommandOptions } from './predict-action.js'

/** `wordloom predict`: labels for texts from the arguments, a table, or standard input. */
export function addPredictCommand(program: Command, io: CommandIo): void {
  const command = program
    .command('predict')
    .summary('label texts')
    .description(
      'Labels texts: those given as arguments, a column of a table, or the lines of standard input. Prints a line a text: ' +
        'label, probability and text, separated by tabs. A multi-label model gives all labels that hold, perhaps none, and ' +
        'their probabilities, separated by commas.',
    )
    .argument('<model>', 'model folder')
    .argument('[text...]', 'texts to label (default: the lines of standard input)')
    .option('--data <file>', 'CSV, TSV, JSON Lines or Parquet with texts to label')
    .option('--text <column>', 'column of the texts in --data')
  withThreshold(command)
  withOutputMode(withEngine(withDataFormat(command)))
  withExamples(command, [
    ['Texts as arguments', 'predict reviews-model "I would watch it again" "Two hours of my life"'],
    ['A column of a table, for a program', 'predict reviews-model --data new.csv --text review --json'],
    ['One text a line from standard input', 'predict reviews-model < reviews.txt'],
  ])
  command.action(async (model: string, texts: string[], options: PredictCommandOptions) => {
    const { predict } = await import('./predict-action.js')
    await predict(model, texts, options, io)
  })
}
