import type { AdamWSpec, OptimizerSpec, RmspropSpec, SgdSpec } from '@wordloom/core'
import { adam } from './cases.js'

const common = { learningRate: 0.01, embeddingUpdates: 'sparse' } as const
const sgd: SgdSpec = { type: 'sgd', ...common, momentum: 0, nesterov: false }
const adamw: AdamWSpec = { ...adam, ...common, type: 'adamw', weightDecay: 0.1 }
const rmsprop: RmspropSpec = { type: 'rmsprop', ...common, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false }

/** Every optimizer and every switch that it has, and the slots it keeps. */
export const optimizerCases: readonly [name: string, spec: OptimizerSpec, slots: readonly string[]][] = [
  ['adam', { ...adam, ...common }, ['momentum', 'velocity']],
  ['adamw', adamw, ['momentum', 'velocity']],
  ['sgd', sgd, []],
  ['sgd with momentum', { ...sgd, momentum: 0.9 }, ['momentum']],
  ['sgd with Nesterov momentum', { ...sgd, momentum: 0.9, nesterov: true }, ['momentum']],
  ['rmsprop', rmsprop, ['velocity']],
  ['rmsprop with momentum', { ...rmsprop, momentum: 0.8 }, ['velocity', 'momentum']],
  ['rmsprop, centered', { ...rmsprop, centered: true }, ['velocity', 'average_gradient']],
  [
    'rmsprop, centered, with momentum',
    { ...rmsprop, momentum: 0.8, centered: true },
    ['velocity', 'momentum', 'average_gradient'],
  ],
]
