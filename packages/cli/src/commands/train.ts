import type { Command } from 'commander'
import type { CommandIo } from '../io.js'
import { patience, positiveNumber, shareOrFile, wholeNumber } from '../options/numbers.js'
import { withDataFormat, withExamples, withOutputMode } from '../options/shared-options.js'
import type { TrainOptions } from './train-options.js'

/** `wordloom train`: a table of texts and labels in, a model folder out. */
export function addTrainCommand(program: Command, io: CommandIo): void {
  const command = program
    .command('train')
    .summary('train a classifier on a table of texts and labels')
    .description(
      'Trains a classifier (embedding, bidirectional GRU, dense layers) on a table of texts and labels, and saves it as a ' +
        'folder. Ctrl-C stops the training and saves the best weights so far; pressing it twice quits at once.',
    )
    .requiredOption('--data <file>', 'CSV, TSV, JSON Lines or Parquet to train on')
    .requiredOption('--text <column>', 'column of the texts')
    .requiredOption('--label <column>', 'column of the labels')
    .requiredOption('--output <folder>', 'folder to save the model in')
    .option('--validation <file|share>', 'rows to validate on: a file, or a share of --data', shareOrFile, 0.1)
    .option('--test <file>', 'rows to measure the finished model on')
    .option('--embedding <name|file>', 'initial vectors: glove-mini, random, or a vector file', 'glove-mini')
    .option('--dimension <n>', 'size of a vector (default: that of --embedding; 50 for random)', wholeNumber(1))
    .option('--units <n>', 'units of the GRU in each direction', wholeNumber(1), 64)
    .option('--hidden <n>', 'units of the dense layer', wholeNumber(1), 64)
    .option('--epochs <n>', 'most passes over the data', wholeNumber(1), 10)
    .option('--batch-size <n>', 'rows a step', wholeNumber(1), 32)
    .option('--max-length <n>', 'tokens kept from the start of a text', wholeNumber(1), 200)
    .option('--max-tokens <n>', 'largest vocabulary', wholeNumber(3), 20_000)
    .option('--learning-rate <x>', 'learning rate of Adam', positiveNumber, 0.001)
    .option('--patience <n|none>', 'epochs without improvement before the training stops', patience, 2)
    .option('--freeze-embedding', 'keep the initial vectors as they are')
    .option('--seed <n>', 'same seed and data, same model', wholeNumber(0), 42)
    .option('--force', 'replace a model in the output folder')
  withOutputMode(withDataFormat(command))
  withExamples(command, [
    [
      'A classifier from pretrained vectors; a tenth of the rows validates it',
      'train --data reviews.csv --text review --label sentiment --output reviews-model',
    ],
    [
      'Files of their own for validation and test, and figures for a program',
      'train --data train.jsonl --text body --label topic --validation dev.jsonl --test test.jsonl --json --output topics',
    ],
    [
      'Vectors of your own, not trained further',
      'train --data mails.tsv --text mail --label kind --embedding glove.6B.100d.txt --freeze-embedding --output mails',
    ],
  ])
  command.action(async (options: TrainOptions) => {
    const { train } = await import('./train-action.js')
    await train(options, io)
  })
}
