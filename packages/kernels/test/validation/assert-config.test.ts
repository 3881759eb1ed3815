import type { EngineConfig, OptimizerSpec } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { createKernelsEngine } from '../../src/index.js'
import { networkCase } from '../reference/cases.js'
import { optimizerCases } from '../reference/optimizer-cases.js'

const network = networkCase(44, { dimension: 3, units: 2, vocabularySize: 9 })

function optimizer(type: OptimizerSpec['type']): OptimizerSpec {
  return optimizerCases.find(([, spec]) => spec.type === type)![1]
}

function start(change: object): Promise<unknown> {
  return createKernelsEngine({ ...network, ...change } as EngineConfig)
}

const refusedOptimizers: [OptimizerSpec['type'], string, readonly unknown[]][] = [
  ['adam', 'learningRate', [NaN, -1, Infinity, 1e39]],
  ['adam', 'beta1', [1, -0.1, NaN, 1 - 1e-9]],
  ['adam', 'beta2', [1, -0.1, 1 - 1e-9]],
  ['adam', 'epsilon', [-1, NaN]],
  ['adam', 'embeddingUpdates', ['all', undefined]],
  ['adam', 'globalClipNorm', [0, -1, NaN, Infinity, 1e-60]],
  ['adam', 'type', ['adagrad']],
  ['adamw', 'beta1', [2]],
  ['adamw', 'weightDecay', [-0.1, NaN]],
  ['sgd', 'learningRate', [-1]],
  ['sgd', 'momentum', [-0.1, 1.1, NaN, undefined]],
  ['sgd', 'nesterov', ['yes', undefined]],
  ['rmsprop', 'rho', [1, -0.1, undefined]],
  ['rmsprop', 'momentum', [-0.1, 1.1]],
  ['rmsprop', 'epsilon', [-1]],
  ['rmsprop', 'centered', [1, undefined]],
]

describe('configurations', () => {
  it.each(refusedOptimizers)('should refuse for %s another %s than it can have', async (type, name, values) => {
    for (const value of values) {
      await expect(start({ optimizer: { ...optimizer(type), [name]: value } }), String(value)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { name: `optimizer.${name}` },
      })
    }
  })

  it.each([
    ['vocabularySize', [0, 1.5, -1]],
    ['labelSmoothing', [-0.1, 1, NaN]],
    ['seed', [-1, 0.5, 2 ** 53, NaN]],
  ] as const)('should refuse another %s than there can be', async (name, values) => {
    for (const value of values) {
      await expect(start({ [name]: value }), String(value)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { name, received: value },
      })
    }
  })

  it('should refuse flags of rows that are not one for each or neither 0 nor 1', async () => {
    await expect(start({ frozenRows: new Uint8Array(8) })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { name: 'frozenRows', expected: '9 (vocabularySize)', received: 8 },
    })
    await expect(start({ frozenRows: Uint8Array.of(0, 1, 0, 0, 2, 0, 0, 0, 0) })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { name: 'frozenRows[4]', received: 2 },
    })
  })

  it('should refuse a specification that makes no sense', async () => {
    for (const change of [{ units: 0 }, { dropout: 1 }, { dropout: -0.1 }, { layers: 0 }]) {
      const spec = { ...network.spec, encoder: { ...network.spec.encoder, ...change } }
      await expect(start({ spec })).rejects.toMatchObject({ code: 'MODEL_SPEC_INVALID' })
    }
  })

  it('should take what is at the edge of a range', async () => {
    for (const [, spec] of optimizerCases) {
      const edges = { ...spec, learningRate: 0, globalClipNorm: 1e-30, ...('momentum' in spec && { momentum: 1 }) }
      await start({ optimizer: edges, labelSmoothing: 0.999, seed: 2 ** 53 - 1, frozenRows: new Uint8Array(9).fill(1) })
    }
  })
})
