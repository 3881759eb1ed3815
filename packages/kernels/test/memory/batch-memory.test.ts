import { createModelSpec, createRandom } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { buildLayers } from '../../src/network/build-layers.js'
import { createNetwork } from '../../src/network/network.js'
import { openKernels } from '../../src/wasm/open-kernels.js'

const cases = [
  { dimension: 128, units: 64, layers: 1, batchSize: 32, time: 100 },
  { dimension: 50, units: 33, layers: 1, batchSize: 17, time: 37 },
  { dimension: 64, units: 64, layers: 3, batchSize: 32, time: 60 },
]

describe('the buffers of a batch', () => {
  it.each(cases)('should stay under the bound that the README states: %o', async (sizes) => {
    const { dimension, units, layers, batchSize, time } = sizes
    const vocabularySize = 20_000
    const context = { ...(await openKernels()), training: true }
    const { arena } = context
    const spec = createModelSpec(['a', 'b'], { embedding: { dimension }, encoder: { units, layers } })
    const network = createNetwork(context, buildLayers(context, { spec, vocabularySize }))
    const before = arena.mark()
    const random = createRandom(1)
    const tokens = batchSize * time
    const ids = Int32Array.from({ length: tokens }, () => 1 + random.nextInteger(vocabularySize - 1))
    const lengths = new Int32Array(batchSize).fill(time)
    const batch = { batchSize, time, ids, lengths, targets: new Int32Array(batchSize) }

    network.learn(batch, new Float32Array(batchSize))

    const aToken = 4 * (2 * dimension + 16 * units * layers + 4 * units * (layers - 1) + 2)
    const aRow = 4 * (8 * units * layers + 4 * spec.hidden.units + 16)
    const bound = tokens * aToken + batchSize * aRow + 16 * 1024
    expect(arena.mark() - before).toBeLessThan(bound)
    expect(arena.mark() - before).toBeGreaterThan(0.5 * bound)
  })
})
