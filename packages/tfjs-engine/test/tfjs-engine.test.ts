import type { TrainingBatch } from '@wordloom/core'
import { weightShapes } from '@wordloom/core'
import { readEngineTrace } from '@wordloom/core/testing'
import { createKernelsEngine } from '@wordloom/kernels'
import { describe, expect, it } from 'vitest'
import { tfjsEngine } from '../src/index.js'
import { readKerasTraces } from '../../../reference/keras/keras-traces.js'
import { loadBackend } from './support/load-backend.js'

const tf = await loadBackend('wasm')
const { config, steps } = readEngineTrace(readKerasTraces().get('two-layers')!)
const { batch } = steps[0]!

describe('the engine', () => {
  it('should be called after its backend', async () => {
    expect((await tfjsEngine(tf)(config)).name).toBe('tfjs-wasm')
  })

  it('should take the state of the kernels engine, and give it back', async () => {
    const kernels = await createKernelsEngine(config)
    await kernels.trainBatch(batch)
    const engine = await tfjsEngine(tf)(config)
    engine.writeState(kernels.readState())

    expect(engine.readState()).toEqual(kernels.readState())
  })

  it('should run overlapping calls one after the other', async () => {
    const one = await tfjsEngine(tf)(config)
    const other = await tfjsEngine(tf)(config)
    const together = await Promise.all([one.trainBatch(batch), one.trainBatch(batch), one.predictBatch(batch)])
    const apart = [await other.trainBatch(batch), await other.trainBatch(batch), await other.predictBatch(batch)]

    expect(together).toEqual(apart)
  })

  it('should leave the weights alone when the loss is no number', async () => {
    const weights = new Map(config.weights)
    const bias = weights.get('output/bias')!
    weights.set('output/bias', { ...bias, data: bias.data.map(() => NaN) })
    const engine = await tfjsEngine(tf)({ ...config, weights })
    const before = engine.readState()

    expect((await engine.trainBatch(batch)).loss).toBeNaN()
    expect(engine.readState()).toEqual(before)
  })

  it('should check batches before anything is computed', async () => {
    const engine = await tfjsEngine(tf)(config)
    const broken: TrainingBatch = { ...batch, ids: batch.ids.map(() => 1_000_000) }
    await expect(engine.trainBatch(broken)).rejects.toMatchObject({ code: 'TOKEN_ID_OUT_OF_RANGE' })
    await expect(engine.trainBatch(batch, { learningRate: -1 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  it('should say that it was disposed while a batch was on its way', async () => {
    const engine = await tfjsEngine(tf)(config)
    const step = engine.trainBatch(batch)
    engine.dispose()
    await expect(step).rejects.toMatchObject({ code: 'DISPOSED' })
  })

  it('should train networks whose recurrent products are too wide for one diagonal', async () => {
    const spec = { ...config.spec, encoder: { ...config.spec.encoder, units: 200 } }
    const shapes = weightShapes(spec, config.vocabularySize)
    const weights = new Map(
      Array.from(shapes, ([name, shape]) => {
        const size = shape.reduce((product, length) => product * length, 1)
        return [name, { shape, data: Float32Array.from({ length: size }, (_, i) => Math.sin(i) * 0.1) }]
      }),
    )
    const engine = await tfjsEngine(tf)({ ...config, spec, weights })
    const kernels = await createKernelsEngine({ ...config, spec, weights })
    for (let step = 0; step < 2; step++) {
      const { loss } = await engine.trainBatch(batch)
      expect(loss).toBeCloseTo((await kernels.trainBatch(batch)).loss, 6)
    }
  })
})
