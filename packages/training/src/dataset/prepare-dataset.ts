import {
  buildVocabularyFromCounts,
  createModelSpec,
  createTokenizer,
  WordloomError,
  type DatasetTrainRequest,
  type ModelSpec,
  type RandomGenerator,
  type TextDataset,
  type Tokenizer,
  type TrainRequest,
  type Vocabulary,
} from '@wordloom/core'
import { assertSeveral, sortedLabels } from '../data/labels.js'
import { defaultMaxTokens, defaultValidation, encodeTexts } from '../data/prepare-data.js'
import { labelWeights } from '../data/row-weights.js'
import { rowsInMemory, type RowSource, type TrainingData } from '../data/row-source.js'
import type { Pause } from '../loop/pause.js'
import type { TrainingSettings } from '../trainer/training-settings.js'
import { assertWholeNumber } from '../trainer/whole-number.js'
import type { RowEncoding } from './encode-row.js'
import { createHeldOut } from './held-out.js'
import { scanDataset, type DatasetScan } from './scan-dataset.js'
import { keptIfSmall, streamedRows } from './streamed-rows.js'

/** Long texts of 200 tokens fill 13 MB so. */
export const defaultShuffleBuffer = 16_384

/** A specification and the data for it. */
export interface PreparedDataset<Label extends string> {
  readonly spec: ModelSpec<Label>
  readonly data: TrainingData
}

/**
 * Reads a dataset once: counts its tokens and labels, and makes of it what a training reads epoch by epoch.
 *
 * @param random - its forks order the rows of each epoch.
 * @throws WordloomError `INVALID_ARGUMENT`, `DATA_EMPTY`, `DATA_LABELS`, `TEXTS_EMPTY`, `VOCABULARY_EMPTY`,
 * `MODEL_SPEC_INVALID`, `ABORTED`, and what the dataset throws.
 */
export async function prepareDataset<Label extends string>(
  request: DatasetTrainRequest<Label>,
  settings: Pick<TrainingSettings, 'batchSize' | 'seed'>,
  random: RandomGenerator,
  pause: Pause,
): Promise<PreparedDataset<Label>> {
  const { dataset, validation = defaultValidation, shuffleBuffer = defaultShuffleBuffer, classWeights } = request
  assertWholeNumber('shuffleBuffer', shuffleBuffer, 1)
  const share = typeof validation === 'number' ? validation : 0
  const isHeldOut = createHeldOut(settings.seed, share)
  const tokenizer = tokenizerOf(request)
  const scan = await scanDataset(dataset, { name: 'dataset', isHeldOut, tokenizer, pause })
  assertSeveral(scan.hasSeveralLabels, [...scan.labels.keys()], 'dataset')
  const spec = createModelSpec<Label>(request.labelOrder ?? sortedLabels(scan.labels.keys()), {
    ...(scan.isMultiLabel && { task: 'multi-label' }),
    ...request.model,
  })
  const vocabulary = vocabularyOf(scan, request)
  const { labels } = spec.task
  const encoding: RowEncoding<Label> = { spec, tokenizer, vocabulary }
  const ofLabels =
    classWeights && labelWeights(classWeights, labels, () => labels.map((label) => scan.labels.get(label) ?? 0))
  const { batchSize } = settings
  const common = { dataset, name: 'dataset', scan, batchSize, bufferRows: shuffleBuffer, pause }
  const training = streamedRows({
    ...common,
    takes: (row) => !isHeldOut(row),
    rowCount: scan.rows - scan.heldOutRows,
    encoding: { ...encoding, labelWeights: ofLabels },
    hasWeights: scan.hasWeights || ofLabels !== undefined,
    random,
  })
  if (typeof validation !== 'number') {
    return { spec, data: { vocabulary, training, validation: await validationRows(validation, encoding, common) } }
  }
  if (scan.heldOutRows === 0) return { spec, data: { vocabulary, training } }
  const heldOut = streamedRows({
    ...common,
    takes: isHeldOut,
    rowCount: scan.heldOutRows,
    encoding,
    hasWeights: scan.hasWeights,
  })
  return { spec, data: { vocabulary, training, validation: keptIfSmall(heldOut, shuffleBuffer) } }
}

/** What {@link validationRows} streams by. */
export interface ValidationStreaming {
  readonly batchSize: number
  /** Rows in memory. */
  readonly bufferRows: number
  readonly pause: Pause
}

/** Validation rows of their own, in memory or as a dataset. A dataset that fits the buffer is encoded once. */
export async function validationRows<Label extends string>(
  validation: Exclude<NonNullable<TrainRequest<Label>['validation']>, number>,
  encoding: RowEncoding<Label>,
  { batchSize, bufferRows, pause }: ValidationStreaming,
): Promise<RowSource> {
  if (!isTextDataset(validation)) {
    return rowsInMemory(await encodeTexts(validation, encoding.spec, encoding.vocabulary, 'validation', pause))
  }
  const name = 'validation'
  const scan = await scanDataset(validation, { name, pause })
  const rows = streamedRows({
    dataset: validation,
    name,
    scan,
    takes: () => true,
    rowCount: scan.rows,
    encoding,
    hasWeights: scan.hasWeights,
    batchSize,
    bufferRows,
    pause,
  })
  return keptIfSmall(rows, bufferRows)
}

/** Whether validation rows come as a dataset. */
export function isTextDataset<Label extends string>(
  validation: Exclude<NonNullable<TrainRequest<Label>['validation']>, number>,
): validation is TextDataset<Label> {
  return 'rows' in validation
}

/** The options of the model are checked before a pass that may take long; its labels are not known yet. */
function tokenizerOf({ labelOrder, model }: DatasetTrainRequest): Tokenizer {
  return createTokenizer(createModelSpec(labelOrder ?? ['0', '1'], model).tokenizer)
}

function vocabularyOf(
  { tokens }: Pick<DatasetScan, 'tokens'>,
  { maxTokens = defaultMaxTokens, minFrequency = 1 }: DatasetTrainRequest,
): Vocabulary {
  if (tokens.size === 0) {
    throw new WordloomError('TEXTS_EMPTY', 'No text has a single token', {
      name: 'dataset',
      hint: 'The tokenizer drops punctuation and white space; is this the right column?',
    })
  }
  return buildVocabularyFromCounts(tokens, { maxTokens, minFrequency })
}
