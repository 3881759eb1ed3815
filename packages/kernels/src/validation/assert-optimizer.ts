import type { OptimizerSpec } from '@wordloom/core'
import { WordloomError } from '@wordloom/core'
import { assertNumber } from './assert-number.js'

/**
 * Throws unless an optimizer can be made of a specification.
 *
 * @throws WordloomError `INVALID_ARGUMENT`
 */
export function assertOptimizer(optimizer: OptimizerSpec): void {
  assertLearningRate('optimizer.learningRate', optimizer.learningRate)
  const { embeddingUpdates, globalClipNorm } = optimizer
  assertChoice('optimizer.embeddingUpdates', embeddingUpdates, ['sparse', 'dense'])
  if (globalClipNorm !== undefined) {
    // The arithmetic of clipping is float32: a limit that is 0 or infinite there is none.
    const limit = Math.fround(globalClipNorm)
    assertNumber('optimizer.globalClipNorm', globalClipNorm, limit > 0 && limit < Infinity, 'above 0')
  }
  switch (optimizer.type) {
    case 'adam':
    case 'adamw':
      assertShare('optimizer.beta1', optimizer.beta1)
      assertShare('optimizer.beta2', optimizer.beta2)
      assertNotNegative('optimizer.epsilon', optimizer.epsilon)
      if (optimizer.type === 'adamw') assertNotNegative('optimizer.weightDecay', optimizer.weightDecay)
      return
    case 'sgd':
      assertMomentum(optimizer.momentum)
      assertChoice('optimizer.nesterov', optimizer.nesterov, [true, false])
      return
    case 'rmsprop':
      assertShare('optimizer.rho', optimizer.rho)
      assertMomentum(optimizer.momentum)
      assertNotNegative('optimizer.epsilon', optimizer.epsilon)
      assertChoice('optimizer.centered', optimizer.centered, [true, false])
      return
    default:
      assertChoice('optimizer.type', (optimizer satisfies never as OptimizerSpec).type, [
        'adam',
        'adamw',
        'sgd',
        'rmsprop',
      ])
  }
}

/**
 * Throws unless a learning rate is 0 or more and finite.
 *
 * @throws WordloomError `INVALID_ARGUMENT`
 */
export function assertLearningRate(name: string, learningRate: number): void {
  assertNotNegative(name, learningRate)
}

function assertNotNegative(name: string, value: number): void {
  assertNumber(name, value, value >= 0 && Math.fround(value) < Infinity, '0 or more')
}

/** Below 1 as a float32 too, in which the kernels compute. */
function assertShare(name: string, value: number): void {
  assertNumber(name, value, value >= 0 && Math.fround(value) < 1, '0 or more and below 1')
}

function assertMomentum(momentum: number): void {
  assertNumber('optimizer.momentum', momentum, momentum >= 0 && momentum <= 1, '0 to 1')
}

function assertChoice<Choice extends string | boolean>(
  name: string,
  received: Choice,
  choices: readonly Choice[],
): void {
  if (choices.includes(received)) return
  throw new WordloomError('INVALID_ARGUMENT', 'An option of the optimizer has not this value', {
    name,
    expected: choices.join(' or '),
    received: String(received),
  })
}
