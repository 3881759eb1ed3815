import type { EngineConfig, StepOptions } from '@wordloom/core'
import { assertModelSpec, WordloomError, weightShapes } from '@wordloom/core'
import { assertNumber } from './assert-number.js'
import { assertLearningRate, assertOptimizer } from './assert-optimizer.js'
import { requireTensor } from './require-tensor.js'

/**
 * Throws unless an engine can be made of a configuration.
 *
 * @throws WordloomError `MODEL_SPEC_INVALID`, `DATA_LABELS`, `INVALID_ARGUMENT`, `TENSOR_MISSING` or `TENSOR_SHAPE`
 */
export function assertEngineConfig(config: EngineConfig): void {
  const { spec, vocabularySize, weights, optimizer, frozenRows, labelSmoothing = 0, seed = 0 } = config
  assertModelSpec(spec)
  assertNumber('vocabularySize', vocabularySize, wholeFrom(vocabularySize, 1), 'a whole number of 1 or more')
  for (const [name, shape] of weightShapes(spec, vocabularySize)) requireTensor(weights, name, shape)
  if (optimizer !== undefined) assertOptimizer(optimizer)
  if (frozenRows !== undefined) assertFrozenRows(frozenRows, vocabularySize)
  assertNumber('labelSmoothing', labelSmoothing, labelSmoothing >= 0 && labelSmoothing < 1, '0 or more and below 1')
  assertNumber('seed', seed, wholeFrom(seed, 0), 'a whole number of 0 or more')
}

/**
 * Throws unless a step can be done with these options.
 *
 * @throws WordloomError `INVALID_ARGUMENT`
 */
export function assertStepOptions(options: StepOptions | undefined): void {
  if (options?.learningRate !== undefined) assertLearningRate('learningRate', options.learningRate)
}

function assertFrozenRows(frozenRows: Uint8Array, vocabularySize: number): void {
  const { length } = frozenRows
  if (length !== vocabularySize) {
    throw new WordloomError('INVALID_ARGUMENT', 'There is one flag for each row of the embedding table', {
      name: 'frozenRows',
      expected: `${vocabularySize} (vocabularySize)`,
      received: length,
    })
  }
  const row = frozenRows.findIndex((flag) => flag > 1)
  if (row >= 0) assertNumber(`frozenRows[${row}]`, frozenRows[row]!, false, '0 or 1')
}

function wholeFrom(value: number, smallest: number): boolean {
  return Number.isSafeInteger(value) && value >= smallest
}
