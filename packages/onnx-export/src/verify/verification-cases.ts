import { createRandom, createTokenizer, paddingId, unknownId } from '@wordloom/core'
import type { Batch, RandomGenerator, TrainedModel } from '@wordloom/core'
import type { CompleteForm } from '../graph/export-form.js'
import { classifierBatch, runtimeInput, type Row, type RuntimeInput } from './runtime-input.js'
import { textInParts } from './text-cases.js'

/** What one call of the classifier and of the runtime is made of: the same rows. */
export interface VerificationBatch {
  readonly batch: Batch
  readonly input: RuntimeInput
}

/** Rows of one kind. */
export interface VerificationCase {
  readonly name: string
  readonly batches: readonly VerificationBatch[]
}

/** Name of the case of texts that the caller gave. */
export const sampleTextsCase = 'sample texts'

/** Row counts around the block sizes of kernels, where code paths change. */
const batchSizes = [1, 2, 32, 33]
const rowsPerBatch = 32
const longestRandomRow = 48
/** A model may allow texts of any length; running one of millions of tokens would take hours. */
const longestCase = 5000

/** The cases that exporters get wrong, random rows, and real texts if there are any. No batch is empty. */
export function verificationCases(
  model: TrainedModel,
  form: CompleteForm,
  sampleTexts: readonly string[],
  seed: number,
): VerificationCase[] {
  const { spec, vocabulary } = model
  const random = createRandom(seed)
  const maxLength = Math.min(spec.maxLength, form.time ?? Infinity)
  const longest = Math.min(maxLength, longestCase)
  const ids = (length: number): Row => randomIds(random, Math.min(length, maxLength), vocabulary.size)
  const someLength = (): number => 1 + random.nextInteger(longestRandomRow)
  const someRows = (size: number): Row[] => Array.from({ length: size }, () => ids(someLength()))
  const unknown = unknownToken(model)
  const batchOf = (rows: readonly Row[], layout: (row: Row) => Row = (row) => row): VerificationBatch =>
    form.inputs === 'text'
      ? textBatch(
          model,
          rows.map((row) => row.map((id) => textOf(model, id, unknown)).join(' ')),
        )
      : { batch: classifierBatch(rows), input: runtimeInput(rows.map(layout), form, vocabulary, unknown) }
  const cases: VerificationCase[] = [
    { name: 'an empty text alone', batches: [batchOf([[]])] },
    { name: 'only empty texts', batches: [batchOf([[], []])] },
    { name: 'an empty text among others', batches: [batchOf([ids(5), [], ids(3)])] },
    { name: 'one token', batches: [batchOf([ids(1)])] },
    { name: 'only unknown tokens', batches: [batchOf([ids(7).map(() => unknownId)])] },
    { name: 'the longest text', batches: [batchOf([ids(longest)])] },
    { name: 'the longest text among others', batches: [batchOf([ids(2), ids(longest), ids(9)])] },
    ...batchSizes.map((size) => ({
      name: `${size} random ${size === 1 ? 'row' : 'rows'}`,
      batches: [batchOf(someRows(size))],
    })),
    form.inputs === 'text'
      ? {
          name: 'capitals, punctuation and odd characters',
          batches: [textBatch(model, textInParts(model, random, rowsPerBatch))],
        }
      : {
          name: 'padding in front and between',
          batches: [batchOf(shortRows([ids(6), [], ids(1), ids(11)], form), spread)],
        },
  ]
  if (sampleTexts.length === 0) return cases
  const batches = inBatches(sampleTexts).map((texts) =>
    form.inputs === 'text' ? textBatch(model, texts) : batchOf(encoded(model, texts, maxLength)),
  )
  return [...cases, { name: sampleTextsCase, batches }]
}

/** Rows whose padded form fits into a fixed number of steps. */
function shortRows(rows: readonly Row[], { time }: CompleteForm): Row[] {
  return rows.map((row) => (time === undefined ? row : row.slice(0, Math.floor((time - 1) / 2))).slice())
}

function textBatch(model: TrainedModel, texts: readonly string[]): VerificationBatch {
  return {
    batch: classifierBatch(encoded(model, texts, model.spec.maxLength)),
    input: { type: 'string', data: texts, dims: [texts.length] },
  }
}

function encoded({ spec, vocabulary }: TrainedModel, texts: readonly string[], maxLength: number): Row[] {
  const tokenize = createTokenizer(spec.tokenizer)
  return texts.map((text) => [...vocabulary.encode(tokenize(text).slice(0, maxLength))])
}

function textOf({ vocabulary }: TrainedModel, id: number, unknown: string): string {
  return id === unknownId ? unknown : vocabulary.token(id)
}

function unknownToken({ vocabulary }: TrainedModel): string {
  let token = 'qx'
  while (vocabulary.has(token)) token += 'qx'
  return token
}

function randomIds(random: RandomGenerator, length: number, vocabularySize: number): Row {
  return Array.from({ length }, () => unknownId + random.nextInteger(vocabularySize - unknownId))
}

function inBatches(texts: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(texts.length / rowsPerBatch) }, (_, index) =>
    texts.slice(index * rowsPerBatch, (index + 1) * rowsPerBatch),
  )
}

/** Padding before, between and after the tokens. */
function spread(row: Row): Row {
  return [paddingId, ...row.flatMap((id) => [id, paddingId])]
}
