import { createRandom, createTokenizer, paddingId, unknownId } from '@wordloom/core'
import type { Batch, RandomGenerator, TrainedModel } from '@wordloom/core'

/** What one call of the classifier and of the runtime is made of. */
export interface VerificationBatch {
  /** For the classifier, right-padded. */
  readonly batch: Batch
  /** For the runtime, `[batchSize, time]`: the same rows, with padding anywhere. */
  readonly ids: Int32Array
  readonly time: number
}

/** Rows of one kind. */
export interface VerificationCase {
  readonly name: string
  readonly batches: readonly VerificationBatch[]
}

type Row = readonly number[]

/** Row counts around the block sizes of kernels, where code paths change. */
const batchSizes = [1, 2, 32, 33]
const rowsPerBatch = 32
const longestRandomRow = 48

/** The cases that exporters get wrong, random rows, and real texts if there are any. No batch is empty. */
export function verificationCases(
  { spec, vocabulary }: TrainedModel,
  sampleTexts: readonly string[],
  seed: number,
): VerificationCase[] {
  const random = createRandom(seed)
  const ids = (length: number): Row => randomIds(random, Math.min(length, spec.maxLength), vocabulary.size)
  const someLength = (): number => 1 + random.nextInteger(longestRandomRow)
  const cases: VerificationCase[] = [
    { name: 'an empty text alone', batches: [rightPadded([[]])] },
    { name: 'only empty texts', batches: [rightPadded([[], []])] },
    { name: 'an empty text among others', batches: [rightPadded([ids(5), [], ids(3)])] },
    { name: 'one token', batches: [rightPadded([ids(1)])] },
    { name: 'only unknown tokens', batches: [rightPadded([ids(7).map(() => unknownId)])] },
    { name: 'the longest text', batches: [rightPadded([ids(spec.maxLength)])] },
    { name: 'the longest text among others', batches: [rightPadded([ids(2), ids(spec.maxLength), ids(9)])] },
    ...batchSizes.map((size) => ({
      name: `${size} random ${size === 1 ? 'row' : 'rows'}`,
      batches: [rightPadded(Array.from({ length: size }, () => ids(someLength())))],
    })),
    { name: 'padding in front and between', batches: [padded([ids(6), [], ids(1), ids(11)], spread)] },
  ]
  if (sampleTexts.length === 0) return cases
  const tokenize = createTokenizer(spec.tokenizer)
  const rows = sampleTexts.map((text) => [...vocabulary.encode(tokenize(text).slice(0, spec.maxLength))])
  return [...cases, { name: 'sample texts', batches: inBatches(rows).map(rightPadded) }]
}

function randomIds(random: RandomGenerator, length: number, vocabularySize: number): Row {
  return Array.from({ length }, () => unknownId + random.nextInteger(vocabularySize - unknownId))
}

function inBatches(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsPerBatch) }, (_, index) =>
    rows.slice(index * rowsPerBatch, (index + 1) * rowsPerBatch),
  )
}

/** Padding before, between and after the tokens. */
function spread(row: Row): Row {
  return [paddingId, ...row.flatMap((id) => [id, paddingId])]
}

function rightPadded(rows: readonly Row[]): VerificationBatch {
  return padded(rows, (row) => row)
}

function padded(rows: readonly Row[], layout: (row: Row) => Row): VerificationBatch {
  const lengths = Int32Array.from(rows, (row) => row.length)
  const forClassifier = pack(rows)
  return { batch: { batchSize: rows.length, ...forClassifier, lengths }, ...pack(rows.map(layout)) }
}

function pack(rows: readonly Row[]): { readonly ids: Int32Array; readonly time: number } {
  const time = rows.reduce((longest, row) => Math.max(longest, row.length), 0)
  const ids = new Int32Array(rows.length * time).fill(paddingId)
  for (const [index, row] of rows.entries()) ids.set(row, index * time)
  return { ids, time }
}
