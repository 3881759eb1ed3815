import { WordloomError, type TrainRequest } from '@wordloom/core'
import {
  assertKnownLabels,
  assertSeveralLabels,
  dataFormatOf,
  fileDataset,
  readLabeledRows,
  type LabeledRows,
  type RowColumns,
} from '@wordloom/datasets'
import { withoutUndefined } from '../options/without-undefined.js'
import { kindOf } from '../output-path.js'
import type { TrainOptions } from './train-options.js'

/** The tables of a training. */
export interface TrainingData {
  /** Rows to train and to validate on, as a trainer takes them. */
  readonly rows: TrainRequest
  /** In memory, also when the rows to train on are streamed: the figures need all of it at once. */
  readonly test?: LabeledRows
}

/**
 * Reads the tables of a training; those that are streamed are read by the training itself. Every file is looked for before
 * the first is read, since reading may take long.
 *
 * @throws WordloomError for anything wrong in the files, see `readLabeledRows`; `DATA_LABELS` for one label only, or one
 * in the other files that the training rows lack.
 */
export async function readTrainingData(options: TrainOptions): Promise<TrainingData> {
  const { data, validation, test } = options
  const files = [data, validation, test].filter((file) => typeof file === 'string')
  for (const file of files) await assertDataFile(file, options)
  return options.stream === true ? streamedData(options) : dataInMemory(options)
}

async function streamedData(options: TrainOptions): Promise<TrainingData> {
  const { data, validation, test, shuffleBuffer, weight } = options
  const dataset = (file: string): ReturnType<typeof fileDataset> =>
    fileDataset(file, { ...columnsOf(options), ...withoutUndefined({ weight }) })
  return {
    rows: {
      dataset: dataset(data),
      validation: typeof validation === 'string' ? dataset(validation) : validation,
      ...withoutUndefined({ shuffleBuffer }),
    },
    ...(test !== undefined && { test: await readLabeledRows({ file: test, ...columnsOf(options) }) }),
  }
}

async function dataInMemory(options: TrainOptions): Promise<TrainingData> {
  const { data, label, validation, test, weight } = options
  const read = (file: string): Promise<LabeledRows> =>
    readLabeledRows({ file, ...columnsOf(options), ...withoutUndefined({ weight }) })
  const training = await read(data)
  assertSeveralLabels(training, label)
  const known = new Set(training.labels.flat())
  const withKnownLabels = (rows: LabeledRows): LabeledRows => {
    assertKnownLabels(rows, known)
    return rows
  }
  const { texts, labels, weights } = training
  return {
    rows: {
      texts,
      labels,
      ...withoutUndefined({ weights }),
      validation: typeof validation === 'string' ? withKnownLabels(await read(validation)) : validation,
    },
    ...(test !== undefined && {
      test: withKnownLabels(await readLabeledRows({ file: test, ...columnsOf(options) })),
    }),
  }
}

function columnsOf({ text, label, labelSeparator, quotes, format }: TrainOptions): RowColumns & { quotes: boolean } {
  return { text, label, quotes, ...withoutUndefined({ labelSeparator, format }) }
}

async function assertDataFile(file: string, options: TrainOptions): Promise<void> {
  if (options.format === undefined) dataFormatOf(file)
  if ((await kindOf(file)) === undefined)
    throw new WordloomError('FILE_NOT_FOUND', 'A data file does not exist', { file })
}
