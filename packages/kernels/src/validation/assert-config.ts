import type { AdamSpec, EngineConfig, OptimizerSpec } from '@wordloom/core'
import { assertModelSpec, WordloomError, weightShapes } from '@wordloom/core'
import { requireTensor } from './require-tensor.js'

/**
 * Throws unless an engine can be made of a configuration.
 *
 * @throws WordloomError `MODEL_SPEC_INVALID`, `DATA_LABELS`, `INVALID_ARGUMENT`, `TENSOR_MISSING` or `TENSOR_SHAPE`
 */
export function assertEngineConfig({ spec, vocabularySize, weights, optimizer }: EngineConfig): void {
  assertModelSpec(spec)
  assertNumber(
    'vocabularySize',
    vocabularySize,
    Number.isSafeInteger(vocabularySize) && vocabularySize >= 1,
    '1 or more',
  )
  for (const [name, shape] of weightShapes(spec, vocabularySize)) requireTensor(weights, name, shape)
  if (optimizer !== undefined) assertOptimizer(optimizer)
}

function assertOptimizer(optimizer: OptimizerSpec): asserts optimizer is AdamSpec {
  if (optimizer.type !== 'adam') {
    throw new WordloomError('INVALID_ARGUMENT', 'The engine has not this optimizer', { received: optimizer.type })
  }
  const { learningRate, beta1, beta2, epsilon } = optimizer
  const notNegative = '0 or more'
  const belowOne = '0 or more and below 1'
  assertNumber('optimizer.learningRate', learningRate, learningRate >= 0 && learningRate < Infinity, notNegative)
  assertNumber('optimizer.beta1', beta1, beta1 >= 0 && beta1 < 1, belowOne)
  assertNumber('optimizer.beta2', beta2, beta2 >= 0 && beta2 < 1, belowOne)
  assertNumber('optimizer.epsilon', epsilon, epsilon >= 0 && epsilon < Infinity, notNegative)
}

function assertNumber(name: string, received: number, valid: boolean, expected: string): void {
  if (valid) return
  throw new WordloomError('INVALID_ARGUMENT', 'A number is out of its range', { name, expected, received })
}
