import {
  buildVocabulary,
  createTokenizer,
  WordloomError,
  type ModelSpec,
  type RandomGenerator,
  type TrainRequest,
  type Vocabulary,
} from '@wordloom/core'
import type { Checkpoint } from '../loop/checkpoint.js'
import type { LabeledRows } from './batches.js'
import { labelIndices } from './labels.js'
import { stratifiedSplit, type RowSplit } from './stratified-split.js'
import { encodeRows, rowLength, tokenizeTexts, tokensOf, type TokenizedTexts } from './token-rows.js'

/** A dataset as an engine can take it. */
export interface PreparedData {
  /** Built from the training rows alone. */
  readonly vocabulary: Vocabulary
  readonly training: LabeledRows
  /** Absent when no row was set aside. */
  readonly validation?: LabeledRows
}

/** What {@link prepareData} reads of a request. */
export type DataRequest<Label extends string> = Pick<
  TrainRequest<Label>,
  'texts' | 'labels' | 'validation' | 'maxTokens' | 'minFrequency'
>

/** As Keras users often choose; beyond it words are too rare to learn from in most datasets. */
const defaultMaxTokens = 20_000
const defaultValidation = 0.1

/**
 * Splits, tokenises, builds the vocabulary and encodes. The request was checked before.
 *
 * @param random - its fork `validation` chooses the validation rows.
 * @throws WordloomError `DATA_LABELS` for a label unknown to the specification, `TEXTS_EMPTY`, `VOCABULARY_EMPTY`,
 * `INVALID_ARGUMENT` for limits of the vocabulary that make no sense, `ABORTED`.
 */
export async function prepareData<Label extends string>(
  request: DataRequest<Label>,
  spec: Pick<ModelSpec<Label>, 'tokenizer' | 'maxLength' | 'task'>,
  random: RandomGenerator,
  checkpoint: Checkpoint,
): Promise<PreparedData> {
  const { maxLength, task } = spec
  const validation = request.validation ?? defaultValidation
  const targets = labelIndices(request.labels, task.labels, 'labels')
  const tokenizer = createTokenizer(spec.tokenizer)
  const texts = await tokenizeTexts(request.texts, tokenizer, checkpoint)
  const share = typeof validation === 'number' ? validation : 0
  const split = stratifiedSplit(targets, task.labels.length, share, random.fork('validation'))
  assertAnyToken(texts, split)
  const vocabulary = buildVocabulary(tokensOf(texts, split.training), {
    maxTokens: request.maxTokens ?? defaultMaxTokens,
    minFrequency: request.minFrequency ?? 1,
  })
  const chosen = (rows: Int32Array): LabeledRows => ({
    rows: encodeRows(texts, vocabulary, maxLength, rows),
    targets: rows.map((row) => targets[row]!),
  })
  const training = chosen(split.training)
  if (typeof validation === 'number') {
    return split.validation.length === 0
      ? { vocabulary, training }
      : { vocabulary, training, validation: chosen(split.validation) }
  }
  const validationTargets = labelIndices(validation.labels, task.labels, 'validation.labels')
  const validationTexts = await tokenizeTexts(validation.texts, tokenizer, checkpoint)
  return {
    vocabulary,
    training,
    validation: { rows: encodeRows(validationTexts, vocabulary, maxLength), targets: validationTargets },
  }
}

function assertAnyToken({ rows }: TokenizedTexts, { training }: RowSplit): void {
  if (training.every((row) => rowLength(rows, row) === 0)) {
    throw new WordloomError('TEXTS_EMPTY', 'No text has a single token', {
      name: 'texts',
      hint: 'The tokenizer drops punctuation and white space; is this the right column?',
    })
  }
}
