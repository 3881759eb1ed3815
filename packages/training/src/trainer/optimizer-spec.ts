import type { AdamSpec, AdamWSpec, OptimizerOptions, OptimizerSpec, RmspropSpec, SgdSpec } from '@wordloom/core'
import { assertRange } from './assert-range.js'

/** Adam as Keras has it, but for the embedding table: only rows of words in the batch move. */
export const defaultOptimizer: AdamSpec = {
  type: 'adam',
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  embeddingUpdates: 'sparse',
}

/** Every optimizer with Keras' defaults; the table moves sparsely. */
const defaults: {
  readonly adam: AdamSpec
  readonly adamw: AdamWSpec
  readonly sgd: SgdSpec
  readonly rmsprop: RmspropSpec
} = {
  adam: defaultOptimizer,
  adamw: { ...defaultOptimizer, type: 'adamw', weightDecay: 0.004 },
  sgd: { type: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false, embeddingUpdates: 'sparse' },
  rmsprop: {
    type: 'rmsprop',
    learningRate: 0.001,
    rho: 0.9,
    momentum: 0,
    epsilon: 1e-7,
    centered: false,
    embeddingUpdates: 'sparse',
  },
}

interface Rule {
  readonly holds: (value: unknown) => boolean
  readonly expected: string
}

const isNumber = (holds: (value: number) => boolean): Rule['holds'] => {
  return (value) => typeof value === 'number' && value < Infinity && holds(value)
}
const positive: Rule = { holds: isNumber((value) => value > 0), expected: 'a number above 0' }
const notNegative: Rule = { holds: isNumber((value) => value >= 0), expected: 'a number of 0 or more' }
const belowOne: Rule = {
  holds: isNumber((value) => value >= 0 && value < 1),
  expected: 'a number of 0 or more and below 1',
}
const flag: Rule = { holds: (value) => typeof value === 'boolean', expected: 'true or false' }

const rules: Readonly<Record<string, Rule>> = {
  learningRate: positive,
  globalClipNorm: positive,
  epsilon: positive,
  weightDecay: notNegative,
  beta1: belowOne,
  beta2: belowOne,
  momentum: belowOne,
  rho: belowOne,
  nesterov: flag,
  centered: flag,
  embeddingUpdates: { holds: (value) => value === 'sparse' || value === 'dense', expected: 'sparse or dense' },
}

/**
 * Completes an optimizer with the defaults of its type.
 *
 * @throws WordloomError `INVALID_ARGUMENT` naming the option that is out of range, or that another optimizer has.
 */
export function optimizerSpec(options: OptimizerOptions = {}): OptimizerSpec {
  const { type = 'adam' } = options
  const types = Object.keys(defaults)
  assertRange('optimizer.type', type, types.includes(type), types.join(', '))
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const spec = { ...defaults[type], ...given } as OptimizerSpec
  const known = [...Object.keys(defaults[type]), 'globalClipNorm']
  for (const [name, value] of Object.entries(spec)) {
    if (name === 'type') continue
    assertRange(
      `optimizer.${name}`,
      value,
      known.includes(name),
      `an option of '${type}': ${known.slice(1).join(', ')}`,
    )
    const rule = rules[name]!
    assertRange(`optimizer.${name}`, value, rule.holds(value), rule.expected)
  }
  return spec
}
