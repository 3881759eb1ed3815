import {
  buildVocabulary,
  createTokenizer,
  WordloomError,
  type LabeledTexts,
  type ModelSpec,
  type RandomGenerator,
  type TaskSpec,
  type TrainingOptions,
  type Vocabulary,
} from '@wordloom/core'
import type { Pause } from '../loop/pause.js'
import type { LabeledRows } from './batches.js'
import { encodeTargets } from './labels.js'
import { multiLabelSplit } from './multi-label-split.js'
import { encodeWeights, rowWeights } from './row-weights.js'
import { stratifiedSplit, type RowSplit } from './stratified-split.js'
import { encodeRows, rowLength, tokenizeTexts, tokensOf, type TokenizedTexts } from './token-rows.js'

/** A dataset as an engine can take it. */
export interface PreparedData {
  /** Built from the training rows alone. */
  readonly vocabulary: Vocabulary
  /** Rows to learn from. */
  readonly training: LabeledRows
  /** Absent when no row was set aside. */
  readonly validation?: LabeledRows
}

/** What {@link prepareData} reads of a request. */
export type DataRequest<Label extends string> = LabeledTexts<Label> &
  Pick<TrainingOptions<Label>, 'classWeights' | 'maxTokens' | 'minFrequency'> & {
    /** Share of the rows to set aside, or rows of their own. @defaultValue 0.1 */
    readonly validation?: number | LabeledTexts<Label> | undefined
  }

/** As Keras users often choose; beyond it words are too rare to learn from in most datasets. */
export const defaultMaxTokens = 20_000
export const defaultValidation = 0.1

/**
 * Splits, tokenises, builds the vocabulary and encodes. The request was checked before.
 *
 * @param random - its fork `validation` chooses the validation rows.
 * @throws WordloomError `DATA_LABELS` for a label unknown to the specification, `TEXTS_EMPTY`, `VOCABULARY_EMPTY`,
 * `INVALID_ARGUMENT` for limits of the vocabulary and weights that make no sense, `ABORTED`.
 */
export async function prepareData<Label extends string>(
  request: DataRequest<Label>,
  spec: Pick<ModelSpec<Label>, 'tokenizer' | 'maxLength' | 'task'>,
  random: RandomGenerator,
  pause: Pause,
): Promise<PreparedData> {
  const { maxLength, task } = spec
  const validation = request.validation ?? defaultValidation
  const targets = encodeTargets(request.labels, task, 'labels')
  const weights = encodeWeights(request.weights, request.texts.length, 'weights')
  const tokenizer = createTokenizer(spec.tokenizer)
  const texts = await tokenizeTexts(request.texts, tokenizer, pause)
  const share = typeof validation === 'number' ? validation : 0
  const splitRows = task.type === 'multi-label' ? multiLabelSplit : stratifiedSplit
  const split = splitRows(targets, task.labels.length, share, random.fork('validation'))
  assertAnyToken(texts, split)
  const vocabulary = buildVocabulary(tokensOf(texts, split.training), {
    maxTokens: request.maxTokens ?? defaultMaxTokens,
    minFrequency: request.minFrequency ?? 1,
  })
  const columns = targets.length / request.texts.length
  const chosen = (rows: Int32Array): LabeledRows => ({
    rows: encodeRows(texts, vocabulary, maxLength, rows),
    targets: chosenTargets(targets, columns, rows),
    weights: weights && Float32Array.from(rows, (row) => weights[row]!),
  })
  const training = withClassWeights(chosen(split.training), task, request.classWeights)
  if (typeof validation === 'number') {
    return split.validation.length === 0
      ? { vocabulary, training }
      : { vocabulary, training, validation: chosen(split.validation) }
  }
  return { vocabulary, training, validation: await encodeTexts(validation, spec, vocabulary, 'validation', pause) }
}

/**
 * Rows of their own as an engine can take them. They were checked before.
 *
 * @param name - where they came from, for error messages.
 */
export async function encodeTexts<Label extends string>(
  { texts, labels, weights }: LabeledTexts<Label>,
  { tokenizer, maxLength, task }: Pick<ModelSpec<Label>, 'tokenizer' | 'maxLength' | 'task'>,
  vocabulary: Vocabulary,
  name: string,
  pause: Pause,
): Promise<LabeledRows> {
  const targets = encodeTargets(labels, task, `${name}.labels`)
  const tokenized = await tokenizeTexts(texts, createTokenizer(tokenizer), pause)
  return {
    rows: encodeRows(tokenized, vocabulary, maxLength),
    targets,
    weights: encodeWeights(weights, texts.length, `${name}.weights`),
  }
}

function chosenTargets(targets: Int32Array, columns: number, rows: Int32Array): Int32Array {
  const result = new Int32Array(rows.length * columns)
  for (const [to, row] of rows.entries()) {
    result.set(targets.subarray(row * columns, (row + 1) * columns), to * columns)
  }
  return result
}

function withClassWeights<Label extends string>(
  training: LabeledRows,
  task: TaskSpec<Label>,
  classWeights: TrainingOptions<Label>['classWeights'],
): LabeledRows {
  return { ...training, weights: rowWeights({ ...training, task, classWeights }) }
}

function assertAnyToken({ rows }: TokenizedTexts, { training }: RowSplit): void {
  if (training.every((row) => rowLength(rows, row) === 0)) {
    throw new WordloomError('TEXTS_EMPTY', 'No text has a single token', {
      name: 'texts',
      hint: 'The tokenizer drops punctuation and white space; is this the right column?',
    })
  }
}
