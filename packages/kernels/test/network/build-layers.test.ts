import type { EngineState } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { createKernelsEngine } from '../../src/index.js'
import type { NetworkSizes } from '../reference/cases.js'
import { adam, batchCase, mixedLengths, networkCase, relativeDifference, toFloat64 } from '../reference/cases.js'
import { named, runReference } from '../reference/reference-network.js'
import { openNetwork } from '../reference/workbench.js'

const lengths = mixedLengths(31, 8, 6)

async function train(dropout: number, seed: number, from?: EngineState): Promise<EngineState> {
  const network = networkCase(32, { dimension: 4, units: 5, encoder: { dropout } })
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
    const network = networkCase(32, { dimension: 4, units: 5, encoder: { dropout: 0.5 } })
    const engine = await createKernelsEngine({ ...network, optimizer: adam, seed: 1 })
    const batches = Array.from({ length: 3 }, (_, step) => batchCase(33 + step, network, lengths))
    for (const batch of [...batches, ...batches]) await engine.trainBatch(batch)

    expect(await train(0.5, 1, await train(0.5, 1))).toEqual(engine.readState())
  })

  it('should drop hidden inputs: their weights get no gradient from the texts that lack them', async () => {
    const network = networkCase(34, { dimension: 4, units: 5, encoder: { dropout: 0.5 } })
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
    const network = networkCase(36, { dimension: 4, units: 5, encoder: { dropout: 0.5 } })
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

describe('encoders', () => {
  it.each([
    [{ pooling: 'max' }, lengths],
    [{ pooling: 'mean' }, lengths],
    [{ layers: 2 }, lengths],
    [{ layers: 3, pooling: 'max' }, lengths],
    [{ layers: 2, pooling: 'mean' }, [0, 3, 0]],
    [{ layers: 2, pooling: 'max' }, [0, 0]],
  ] as [NetworkSizes['encoder'], number[]][])(
    'should have the loss and gradients of the reference: %j, lengths %j',
    async (encoder, rows) => {
      const network = networkCase(39, { dimension: 6, units: 5, scale: 0.7, ...(encoder && { encoder }) })
      const batch = batchCase(40, network, rows)
      const expected = runReference(network.spec, toFloat64(network.weights), batch)
      const opened = await openNetwork(network)
      const probabilities = new Float32Array(rows.length)
      opened.network.learn(batch, probabilities)
      const loss = opened.network.learn(batch, probabilities)

      expect(Math.abs(loss - expected.loss)).toBeLessThan(2e-6 * expected.loss)
      expect(relativeDifference(probabilities, expected.probabilities)).toBeLessThan(2e-6)
      for (const [name, gradient] of expected.gradients) {
        expect(relativeDifference(named(opened.gradients(), name), gradient), name).toBeLessThan(2e-5)
      }
    },
  )

  it.each([
    { layers: 2, pooling: 'mean', dropout: 0.4 },
    { layers: 2, pooling: 'last', dropout: 0.4, resetAfter: false },
    { layers: 2, pooling: 'mean', dropout: 0, resetAfter: false },
  ] as const)('should have the gradients that finite differences give, dropout included: %j', async (encoder) => {
    const network = networkCase(41, { dimension: 3, units: 3, hidden: 4, vocabularySize: 7, encoder })
    const batch = batchCase(42, network, [4, 2, 3])
    // So far from where ReLU bends that no difference reaches over it.
    const weights = new Map(network.weights).set('hidden/bias', { shape: [4], data: new Float32Array(4).fill(3) })
    const opened = await openNetwork({ ...network, weights }, { seed: 9 })
    const probabilities = new Float32Array(3)
    const loss = (): number => opened.network.learn(batch, probabilities)
    loss()
    const gradients = opened.gradients()

    const step = 1 / 64
    for (const { name, value, size } of opened.network.parameters) {
      const measured = Float64Array.from({ length: size }, (_, i) => {
        const { float32 } = opened.arena
        const at = value / 4 + i
        const before = float32[at]!
        const lossAt = (shift: number): number => {
          float32[at] = before + shift
          const here = loss()
          float32[at] = before
          return here
        }
        // Fourth order, so that the step can be large beside the rounding of float32.
        return (8 * (lossAt(step) - lossAt(-step)) - (lossAt(2 * step) - lossAt(-2 * step))) / (12 * step)
      })
      const largest = Math.max(...measured.map(Math.abs))
      for (const [i, gradient] of named(gradients, name).entries()) {
        expect(Math.abs(gradient - measured[i]!), `${name}[${i}]`).toBeLessThan(5e-4 * largest + 1.5e-5)
      }
    }
  })
})
