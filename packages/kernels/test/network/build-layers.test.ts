import type { EncoderSpec, EngineState } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { createKernelsEngine } from '../../src/index.js'
import { adam, batchCase, mixedLengths, networkCase } from '../reference/cases.js'
import { named } from '../reference/reference-network.js'

const lengths = mixedLengths(31, 8, 6)

async function train(dropout: number, seed: number, from?: EngineState): Promise<EngineState> {
  const network = networkCase(32, { dimension: 4, units: 5, dropout })
  const engine = await createKernelsEngine({ ...network, optimizer: adam, seed })
  if (from !== undefined) engine.writeState(from)
  for (let step = 0; step < 3; step++) await engine.trainBatch(batchCase(33 + step, network, lengths))
  return engine.readState()
}

describe('dropout in a network', () => {
  it('should change training, by its seed and by nothing else', async () => {
    const once = await train(0.5, 1)

    expect(await train(0.5, 1)).toEqual(once)
    expect(await train(0.5, 2)).not.toEqual(once)
    expect(await train(0, 1)).not.toEqual(once)
    expect(await train(0, 2)).toEqual(await train(0, 1))
  })

  it('should go on after a restored state with the masks it would have had', async () => {
    const network = networkCase(32, { dimension: 4, units: 5, dropout: 0.5 })
    const engine = await createKernelsEngine({ ...network, optimizer: adam, seed: 1 })
    const batches = Array.from({ length: 3 }, (_, step) => batchCase(33 + step, network, lengths))
    for (const batch of [...batches, ...batches]) await engine.trainBatch(batch)

    expect(await train(0.5, 1, await train(0.5, 1))).toEqual(engine.readState())
  })

  it('should drop hidden inputs: their weights get no gradient from the texts that lack them', async () => {
    const network = networkCase(34, { dimension: 4, units: 5, dropout: 0.5 })
    const optimizer = {
      type: 'sgd',
      learningRate: 1,
      momentum: 0,
      nesterov: false,
      embeddingUpdates: 'sparse',
    } as const
    const engine = await createKernelsEngine({ ...network, optimizer })
    await engine.trainBatch(batchCase(35, network, [4]))

    const before = named(network.weights, 'hidden/kernel').data
    const after = named(engine.readState(), 'hidden/kernel').data
    const untouched = Array.from({ length: 10 }, (_, input) =>
      after.subarray(7 * input, 7 * input + 7).every((value, i) => value === before[7 * input + i]),
    )
    const dropped = untouched.filter(Boolean).length
    expect(dropped).toBeGreaterThan(0)
    expect(dropped).toBeLessThan(10)
  })

  it('should not touch predictions', async () => {
    const network = networkCase(36, { dimension: 4, units: 5, dropout: 0.5 })
    const plain = networkCase(36, { dimension: 4, units: 5 })
    const batch = batchCase(37, network, lengths)
    const [trainer, predictor, without] = await Promise.all([
      createKernelsEngine({ ...network, optimizer: adam }),
      createKernelsEngine(network),
      createKernelsEngine(plain),
    ])
    const expected = await without.predictBatch(batch)

    expect(await trainer.predictBatch(batch)).toEqual(expected)
    expect(await predictor.predictBatch(batch)).toEqual(expected)
    expect((await trainer.trainBatch(batch)).probabilities).not.toEqual(expected)
  })
})

describe('encoders that the engine has not', () => {
  it.each([
    ['layers', { layers: 2 }],
    ['pooling', { pooling: 'max' }],
    ['resetAfter', { resetAfter: false }],
  ] as [string, Partial<EncoderSpec>][])('should be refused: %s', async (name, change) => {
    const { spec, ...network } = networkCase(38, { dimension: 4, units: 5 })
    const changed = { ...spec, encoder: { ...spec.encoder, ...change } }
    const weights = new Map(network.weights)
    for (const direction of ['forward', 'backward']) {
      if (name === 'resetAfter') weights.set(`encoder/0/${direction}/bias`, { shape: [15], data: new Float32Array(15) })
      for (const [weight, shape] of [
        ['kernel', [10, 15]],
        ['recurrent_kernel', [5, 15]],
        ['bias', [2, 15]],
      ] as const) {
        const data = new Float32Array(shape[0] * shape[1])
        weights.set(`encoder/1/${direction}/${weight}`, { shape, data })
      }
    }

    await expect(createKernelsEngine({ ...network, weights, spec: changed })).rejects.toMatchObject({
      code: 'MODEL_SPEC_INVALID',
      details: { name: `encoder.${name}` },
    })
  })
})
