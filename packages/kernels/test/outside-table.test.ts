import type { Engine, EngineConfig, OptimizerSpec } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { kernelsEngine } from '../src/index.js'
import { adam, batchCase, mixedLengths, networkCase } from './reference/cases.js'

const network = networkCase(61, { dimension: 5, units: 3 })
const frozenRows = Uint8Array.from({ length: network.vocabularySize }, (_, row) => (row % 3 === 0 ? 1 : 0))
const common = { learningRate: 0.01, embeddingUpdates: 'sparse' } as const
const optimizers: readonly OptimizerSpec[] = [
  { ...adam, embeddingUpdates: 'sparse', globalClipNorm: 0.1 },
  { ...common, type: 'sgd', momentum: 0, nesterov: false },
  { ...common, type: 'sgd', momentum: 0.9, nesterov: true },
  { ...common, type: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-7, centered: true },
]

async function train(config: EngineConfig, tableMemory: number): Promise<Engine> {
  const engine = await kernelsEngine({ tableMemory })(config)
  for (let step = 0; step < 6; step++) await engine.trainBatch(batchCase(step, network, mixedLengths(step, 7, 9)))
  return engine
}

describe('a table outside the WebAssembly memory', () => {
  it.each(optimizers.map((optimizer) => [optimizer.type, optimizer] as const))(
    'should learn the same bytes as one inside: %s',
    async (_type, optimizer) => {
      for (const rows of [undefined, frozenRows]) {
        const config = { ...network, optimizer, ...(rows && { frozenRows: rows }) }
        const inside = await train(config, Infinity)
        const outside = await train(config, 0)

        expect(outside.readState()).toEqual(inside.readState())
        const batch = batchCase(70, network, [4, 0, 9])
        expect(await outside.predictBatch(batch)).toEqual(await inside.predictBatch(batch))
      }
    },
  )

  it('should take a state back', async () => {
    const config = { ...network, optimizer: optimizers[0]! }
    const trained = await train(config, 0)
    const restored = await kernelsEngine({ tableMemory: 0 })(config)
    restored.writeState(trained.readState())

    expect(restored.readState()).toEqual(trained.readState())
  })

  it('should predict without an optimizer', async () => {
    const batch = batchCase(71, network, [4, 2, 9])
    const [inside, outside] = await Promise.all([kernelsEngine()(network), kernelsEngine({ tableMemory: 0 })(network)])

    expect(await outside.predictBatch(batch)).toEqual(await inside.predictBatch(batch))
  })

  it('should refuse dense updates', async () => {
    const optimizer = { ...adam, embeddingUpdates: 'dense' } as const
    await expect(kernelsEngine({ tableMemory: 0 })({ ...network, optimizer })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { name: 'optimizer.embeddingUpdates' },
    })
  })
})
