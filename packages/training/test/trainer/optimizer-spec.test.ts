import type { OptimizerOptions } from '@wordloom/core'
import { expect, expectTypeOf, it } from 'vitest'
import { optimizerSpec } from '../../src/trainer/optimizer-spec.js'
import { failureOf } from '../support/toy-data.js'

it('should have the defaults of Keras for each type', () => {
  const adam = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, embeddingUpdates: 'sparse' }
  expect(optimizerSpec()).toEqual({ type: 'adam', ...adam })
  expect(optimizerSpec({ type: 'adamw' })).toEqual({ type: 'adamw', ...adam, weightDecay: 0.004 })
  const sgd = { type: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false, embeddingUpdates: 'sparse' }
  expect(optimizerSpec({ type: 'sgd' })).toEqual(sgd)
  expect(optimizerSpec({ type: 'rmsprop' })).toEqual({
    type: 'rmsprop',
    learningRate: 0.001,
    rho: 0.9,
    momentum: 0,
    epsilon: 1e-7,
    centered: false,
    embeddingUpdates: 'sparse',
  })
})

it('should take what is given and nothing for undefined', () => {
  expect(optimizerSpec({ learningRate: 0.1, globalClipNorm: 1 })).toMatchObject({
    learningRate: 0.1,
    globalClipNorm: 1,
  })
  expect(optimizerSpec({ type: 'sgd', momentum: 0.9, nesterov: true })).toMatchObject({ momentum: 0.9, nesterov: true })
  const options = { learningRate: undefined } as unknown as OptimizerOptions
  expect(optimizerSpec(options)).toEqual(optimizerSpec())
  expectTypeOf<{ readonly momentum: number }>().not.toExtend<OptimizerOptions>()
})

it.each<[string, object, string]>([
  ['type', { type: 'lion' }, 'adam, adamw, sgd, rmsprop'],
  ['learningRate', { learningRate: 0 }, 'a number above 0'],
  ['learningRate', { learningRate: Infinity }, 'a number above 0'],
  ['learningRate', { learningRate: NaN }, 'a number above 0'],
  ['learningRate', { learningRate: '0.1' }, 'a number above 0'],
  ['globalClipNorm', { globalClipNorm: 0 }, 'a number above 0'],
  ['beta1', { beta1: 1 }, 'a number of 0 or more and below 1'],
  ['beta2', { type: 'adamw', beta2: -0.1 }, 'a number of 0 or more and below 1'],
  ['epsilon', { type: 'rmsprop', epsilon: 0 }, 'a number above 0'],
  ['weightDecay', { type: 'adamw', weightDecay: -1 }, 'a number of 0 or more'],
  ['momentum', { type: 'sgd', momentum: 1 }, 'a number of 0 or more and below 1'],
  ['rho', { type: 'rmsprop', rho: 1 }, 'a number of 0 or more and below 1'],
  ['nesterov', { type: 'sgd', nesterov: 1 }, 'true or false'],
  ['centered', { type: 'rmsprop', centered: 'yes' }, 'true or false'],
  ['embeddingUpdates', { embeddingUpdates: 'lazy' }, 'sparse or dense'],
  ['momentum', { momentum: 0.9 }, "an option of 'adam'"],
  ['beta1', { type: 'sgd', beta1: 0.9 }, "an option of 'sgd'"],
])('should refuse %s of %j', async (name, options, expected) => {
  const error = await failureOf(() => optimizerSpec(options as OptimizerOptions))
  expect(error.code).toBe('INVALID_ARGUMENT')
  expect(error.details.name).toBe(`optimizer.${name}`)
  expect(error.details.expected).toContain(expected)
})
