import {
  WordloomError,
  type AdamSpec,
  type OptimizerOptions,
  type OptimizerSpec,
  type TrainRequest,
} from '@wordloom/core'
import { assertWholeNumber } from './whole-number.js'

/** How to train, completed with the defaults and checked. */
export interface TrainingSettings {
  /** @defaultValue 10 */
  readonly epochs: number
  /** @defaultValue 32 */
  readonly batchSize: number
  /** @defaultValue 2 */
  readonly patience: number
  /** @defaultValue 42 */
  readonly seed: number
  readonly optimizer: OptimizerSpec
}

/** Adam as Keras has it, but for the embedding table: only rows of words in the batch move. */
export const defaultOptimizer: AdamSpec = {
  type: 'adam',
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  embeddingUpdates: 'sparse',
}

/**
 * Completes the numbers of a request.
 *
 * @throws WordloomError `INVALID_ARGUMENT` naming the option that is out of range.
 */
export function trainingSettings(request: TrainRequest): TrainingSettings {
  const { epochs = 10, batchSize = 32, patience = 2, seed = 42, validation } = request
  assertWholeNumber('epochs', epochs, 1)
  assertWholeNumber('batchSize', batchSize, 1)
  assertWholeNumber('seed', seed, 0)
  if (patience !== Infinity) assertWholeNumber('patience', patience, 1)
  if (typeof validation === 'number') {
    assertRange('validation', validation, validation >= 0 && validation < 1, 'a share of 0 or more and below 1')
  }
  return { epochs, batchSize, patience, seed, optimizer: optimizerSpec(request.optimizer) }
}

function optimizerSpec(options: OptimizerOptions = {}): OptimizerSpec {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const optimizer: AdamSpec = { ...defaultOptimizer, ...given }
  const { type, learningRate, beta1, beta2, epsilon, embeddingUpdates } = optimizer
  assertRange('optimizer.type', type, type === 'adam', 'adam')
  assertRange('optimizer.learningRate', learningRate, learningRate > 0 && learningRate < Infinity, 'a number above 0')
  assertRange('optimizer.beta1', beta1, beta1 >= 0 && beta1 < 1, 'a number of 0 or more and below 1')
  assertRange('optimizer.beta2', beta2, beta2 >= 0 && beta2 < 1, 'a number of 0 or more and below 1')
  assertRange('optimizer.epsilon', epsilon, epsilon > 0 && epsilon < Infinity, 'a number above 0')
  const isUpdate = embeddingUpdates === 'sparse' || embeddingUpdates === 'dense'
  assertRange('optimizer.embeddingUpdates', embeddingUpdates, isUpdate, 'sparse or dense')
  return optimizer
}

function assertRange(name: string, value: number | string, inRange: boolean, expected: string): void {
  if (!inRange) {
    throw new WordloomError('INVALID_ARGUMENT', 'An option is out of range', {
      name,
      expected,
      received: String(value),
    })
  }
}
