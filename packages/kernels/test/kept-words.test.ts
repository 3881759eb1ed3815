import { describe, expect, it } from 'vitest'
import { createKernelsEngine } from '../src/index.js'
import { buildLayers } from '../src/network/build-layers.js'
import type { Network } from '../src/network/network.js'
import { createNetwork } from '../src/network/network.js'
import { fillParameters } from '../src/network/parameter.js'
import { openKernels } from '../src/wasm/open-kernels.js'
import { batchCase, mixedLengths, networkCase } from './reference/cases.js'

const vocabularySize = 90
const sizes = { dimension: 5, units: 6, vocabularySize }
const networks = [
  networkCase(61, sizes),
  networkCase(62, { ...sizes, encoder: { layers: 2, pooling: 'mean' } }),
  networkCase(63, { ...sizes, encoder: { resetAfter: false } }),
]
/** Of growing and shrinking size, with words that were there before and words that were not. */
const batches = Array.from({ length: 24 }, (_, i) =>
  batchCase(64 + i, networks[0]!, mixedLengths(i, 1 + ((i * 5) % 7), 9)),
)

/** A network that predicts, with room for what it makes of so many words. */
async function openPredictor(which: number, wanted: number): Promise<Network> {
  const { spec, weights } = networks[which]!
  const context = { ...(await openKernels()), training: false }
  const built = buildLayers(context, { spec, vocabularySize })
  const { shared } = built.layers[0]!.output
  expect(shared!.wanted).toBeGreaterThan(vocabularySize)
  shared!.wanted = wanted
  const network = createNetwork(context, built)
  context.arena.commit()
  fillParameters(context.arena, network.parameters, weights)
  return network
}

describe('words kept between predictions', () => {
  it.each([
    [0, vocabularySize],
    [0, 60],
    [0, 0],
    [1, 60],
    [2, 60],
  ])('should not change a bit of network %d, with room for %d of them', async (which, wanted) => {
    const network = await openPredictor(which, wanted)
    for (const batch of [...batches, ...batches.toReversed()]) {
      const actual = new Float32Array(batch.batchSize)
      network.predict(batch, actual)
      const expected = new Float32Array(batch.batchSize)
      const fresh = await openPredictor(which, wanted)
      fresh.predict(batch, expected)
      expect(actual).toEqual(expected)
    }
  })

  it('should be forgotten when the weights are replaced', async () => {
    const [first] = networks
    const other = networkCase(65, sizes)
    const [engine, fresh] = await Promise.all([createKernelsEngine(first!), createKernelsEngine(other)])
    const [batch] = batches
    const before = await engine.predictBatch(batch!)
    engine.writeState(fresh.readState())

    const after = await engine.predictBatch(batch!)
    expect(after).toEqual(await fresh.predictBatch(batch!))
    expect(after).not.toEqual(before)
    engine.writeState(first!.weights)
    expect(await engine.predictBatch(batch!)).toEqual(before)
  })

  it('should be the same bits as those of an engine that trains and keeps nothing', async () => {
    const optimizer = {
      type: 'sgd',
      learningRate: 1,
      momentum: 0,
      nesterov: false,
      embeddingUpdates: 'sparse',
    } as const
    for (const network of networks) {
      const [engine, trainer] = await Promise.all([
        createKernelsEngine(network),
        createKernelsEngine({ ...network, optimizer }),
      ])
      for (const batch of batches) {
        expect(await engine.predictBatch(batch)).toEqual(await trainer.predictBatch(batch))
      }
    }
  })
})
