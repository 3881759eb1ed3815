import { WordloomError, type LabeledTexts, type TrainRequest } from '@wordloom/core'
import { assertTextDataset } from '../dataset/checked-rows.js'
import { isTextDataset } from '../dataset/prepare-dataset.js'
import { assertLabeledTexts } from './labeled-texts.js'

/**
 * Checks what a training is to learn from, as far as it can be told without reading it: rows in memory, or a dataset.
 *
 * @throws WordloomError `INVALID_ARGUMENT`, `DATA_EMPTY`
 */
export function assertTrainingData(request: TrainRequest): void {
  const { validation } = request
  if (typeof validation === 'object') {
    if (validation !== null && isTextDataset(validation)) assertTextDataset(validation, 'validation')
    else assertRows(validation, 'validation')
  }
  if (request.dataset === undefined) return assertRows(request)
  assertTextDataset(request.dataset, 'dataset')
  if (request.texts === undefined && request.labels === undefined) return
  throw new WordloomError('INVALID_ARGUMENT', 'A training takes texts and labels, or a dataset', {
    name: 'dataset',
    received: 'both',
  })
}

function assertRows(rows: LabeledTexts, name = ''): void {
  assertLabeledTexts(rows, name)
  if (rows.weights === undefined || Array.isArray(rows.weights)) return
  throw new WordloomError('INVALID_ARGUMENT', 'Weights are a list', {
    name: name === '' ? 'weights' : `${name}.weights`,
    expected: 'array of numbers',
    received: typeof rows.weights,
  })
}
