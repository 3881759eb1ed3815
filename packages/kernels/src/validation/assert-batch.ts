import type { Batch, TaskSpec, TrainingBatch } from '@wordloom/core'
import { WordloomError } from '@wordloom/core'

/**
 * Throws unless a batch can be run: the kernels trust every id and length.
 *
 * @throws WordloomError `INVALID_ARGUMENT` or `TOKEN_ID_OUT_OF_RANGE`
 */
export function assertBatch(batch: Batch, vocabularySize: number): void {
  const { batchSize, time, ids, lengths } = batch
  assertWholeNumber('batchSize', batchSize, 1)
  assertWholeNumber('time', time, 0)
  assertCount('ids', ids.length, batchSize * time, 'batchSize * time')
  assertCount('lengths', lengths.length, batchSize, 'batchSize')
  for (let row = 0; row < batchSize; row++) {
    const length = lengths[row]!
    if (length < 0 || length > time) {
      throw new WordloomError('INVALID_ARGUMENT', 'A row has another number of tokens than a batch can hold', {
        name: `lengths[${row}]`,
        expected: `0 to ${time} (time)`,
        received: length,
      })
    }
    for (let at = row * time; at < row * time + length; at++) {
      const id = ids[at]!
      if (id < 0 || id >= vocabularySize) throw idOutOfRange(row, at - row * time, id, vocabularySize)
    }
  }
}

/**
 * As {@link assertBatch}, and the targets must fit the task: indices of labels `[batchSize]`, or 0 and 1
 * `[batchSize, labels]` for a multi-label task. Weights of rows must be 0 or more and finite.
 *
 * @throws WordloomError `INVALID_ARGUMENT` or `TOKEN_ID_OUT_OF_RANGE`
 */
export function assertTrainingBatch(batch: TrainingBatch, vocabularySize: number, task: TaskSpec): void {
  assertBatch(batch, vocabularySize)
  if (task.type === 'multi-label') assertTrueLabels(batch, task.labels.length)
  else assertLabelIndices(batch, task.labels.length)
  if (batch.weights !== undefined) assertWeights(batch.weights, batch.batchSize)
}

function assertLabelIndices({ targets, batchSize }: TrainingBatch, labelCount: number): void {
  assertCount('targets', targets.length, batchSize, 'batchSize')
  const row = targets.findIndex((target) => target < 0 || target >= labelCount)
  if (row < 0) return
  throw new WordloomError('INVALID_ARGUMENT', 'A target is not the index of a label', {
    name: `targets[${row}]`,
    expected: `0 to ${labelCount - 1}`,
    received: targets[row]!,
  })
}

function assertTrueLabels({ targets, batchSize }: TrainingBatch, labelCount: number): void {
  assertCount('targets', targets.length, batchSize * labelCount, 'batchSize * labels')
  const at = targets.findIndex((target) => target !== 0 && target !== 1)
  if (at < 0) return
  throw new WordloomError('INVALID_ARGUMENT', 'A target of a multi-label task does not say whether its label is true', {
    name: `targets[${Math.floor(at / labelCount)}][${at % labelCount}]`,
    expected: '0 or 1',
    received: targets[at]!,
  })
}

function assertWeights(weights: Float32Array, batchSize: number): void {
  assertCount('weights', weights.length, batchSize, 'batchSize')
  const row = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (row < 0) return
  throw new WordloomError('INVALID_ARGUMENT', 'The weight of a row is a number of 0 or more', {
    name: `weights[${row}]`,
    expected: '0 or more, finite',
    received: weights[row]!,
  })
}

function idOutOfRange(row: number, position: number, id: number, vocabularySize: number): WordloomError {
  return new WordloomError('TOKEN_ID_OUT_OF_RANGE', 'An id is not the id of a row of the embedding table', {
    name: `ids[${row}][${position}]`,
    expected: `0 to ${vocabularySize - 1}`,
    received: id,
    hint: 'Encode the texts with the vocabulary that the network was made for.',
  })
}

function assertWholeNumber(name: string, value: number, smallest: number): void {
  if (Number.isSafeInteger(value) && value >= smallest) return
  throw new WordloomError('INVALID_ARGUMENT', `A size of a batch is a whole number of ${smallest} or more`, {
    name,
    received: value,
  })
}

function assertCount(name: string, received: number, expected: number, rule: string): void {
  if (received === expected) return
  throw new WordloomError('INVALID_ARGUMENT', 'An array of a batch has another length than its sizes say', {
    name,
    expected: `${expected} (${rule})`,
    received,
  })
}
