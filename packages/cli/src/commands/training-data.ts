import { WordloomError } from '@wordloom/core'
import {
  assertKnownLabels,
  assertSeveralLabels,
  dataFormatOf,
  readLabeledRows,
  type LabeledRows,
} from '@wordloom/datasets'
import { kindOf } from '../output-path.js'
import type { TrainOptions } from './train-options.js'

/** The tables of a training. */
export interface TrainingData {
  readonly training: LabeledRows
  /** Rows of their own, or a share of the training rows. */
  readonly validation: LabeledRows | number
  readonly test?: LabeledRows
}

/**
 * Reads the tables of a training. Every file is looked for before the first is read, since reading may take long.
 *
 * @throws WordloomError for anything wrong in the files, see `readLabeledRows`; `DATA_LABELS` for one label only, or one
 * in the other files that the training rows lack.
 */
export async function readTrainingData(options: TrainOptions): Promise<TrainingData> {
  const { data, text, label, validation, test, quotes, format } = options
  if (text === label) {
    throw new WordloomError('INVALID_ARGUMENT', 'Texts and labels cannot be the same column', { name: text })
  }
  const files = [data, validation, test].filter((file) => typeof file === 'string')
  for (const file of files) await assertDataFile(file, options)
  const read = (file: string): Promise<LabeledRows> =>
    readLabeledRows({ file, text, label, quotes, ...(format === undefined ? {} : { format }) })
  const training = await read(data)
  assertSeveralLabels(training, label)
  const rowsLike = async (file: string): Promise<LabeledRows> => {
    const rows = await read(file)
    assertKnownLabels(rows, training.labels)
    return rows
  }
  return {
    training,
    validation: typeof validation === 'string' ? await rowsLike(validation) : validation,
    ...(test === undefined ? {} : { test: await rowsLike(test) }),
  }
}

async function assertDataFile(file: string, options: TrainOptions): Promise<void> {
  if (options.format === undefined) dataFormatOf(file)
  if ((await kindOf(file)) === undefined)
    throw new WordloomError('FILE_NOT_FOUND', 'A data file does not exist', { file })
}
