import type { Command } from 'commander'
import { withLabelSeparator, type LabelSeparatorOptions } from '../label-separator.js'
import { shareOrFile, wholeNumber } from '../numbers.js'
import { withDataFormat, type DataOptions } from '../shared-options.js'

/** What `wordloom train` reads. */
export interface TrainDataOptions extends DataOptions, LabelSeparatorOptions {
  readonly data: string
  readonly text: string
  readonly label: string
  /** A column. */
  readonly weight?: string
  /** A share of the rows of `data`, or a file. */
  readonly validation: number | string
  readonly test?: string
  readonly stream?: boolean
  readonly shuffleBuffer?: number
}

/** Adds the options about data files. */
export function withTrainingData(command: Command): Command {
  command
    .optionsGroup('Data:')
    .requiredOption('--data <file>', 'CSV, TSV, JSON Lines or Parquet to train on')
    .requiredOption('--text <column>', 'column of the texts')
    .requiredOption('--label <column>', 'column of the labels')
  withLabelSeparator(command)
    .option('--weight <column>', 'column that says how much a row counts (default: every row counts 1)')
    .option('--validation <file|share>', 'rows to validate on: a file, or a share of --data', shareOrFile, 0.1)
    .option('--test <file>', 'rows to measure the finished model on')
    .option('--stream', 'read --data row by row in every epoch: it may be larger than memory')
    .option(
      '--shuffle-buffer <n>',
      'rows that --stream holds in memory to shuffle them (default: 16384)',
      wholeNumber(1),
    )
  return withDataFormat(command)
}
