import type { Command } from 'commander'
import type { CommandIo } from '../io.js'
import { withEngine } from '../options/engine-options.js'
import { withLabelSeparator } from '../options/label-separator.js'
import { withDataFormat, withExamples, withOutputMode } from '../options/shared-options.js'
import { withThreshold } from '../options/threshold.js'
import type { EvaluateCommandOptions } from './evaluate-action.js'

/** `wordloom evaluate`: how well a model does on rows whose labels are known. */
export function addEvaluateCommand(program: Command, io: CommandIo): void {
  const command = program
    .command('evaluate')
    .summary('measure a model on labelled rows')
    .description(
      'Measures a model on a table whose labels are known: accuracy, precision, recall, F1, ROC AUC and the confusion ' +
        'matrix; for a multi-label model those of each label, and how often all labels of a row are right.',
    )
    .argument('<model>', 'model folder')
    .requiredOption('--data <file>', 'CSV, TSV, JSON Lines or Parquet')
    .requiredOption('--text <column>', 'column of the texts')
    .requiredOption('--label <column>', 'column of the labels')
  withLabelSeparator(withThreshold(command))
  withOutputMode(withEngine(withDataFormat(command)))
  withExamples(command, [
    ['Figures for people', 'evaluate reviews-model --data test.csv --text review --label sentiment'],
    ['Figures for a program', 'evaluate reviews-model --data test.jsonl --text body --label topic --json'],
    [
      'A multi-label model that is to be sure of its labels',
      'evaluate news --data test.csv --text body --label topics --label-separator "|" --threshold 0.8',
    ],
  ])
  command.action(async (model: string, options: EvaluateCommandOptions) => {
    const { evaluate } = await import('./evaluate-action.js')
    await evaluate(model, options, io)
  })
}
