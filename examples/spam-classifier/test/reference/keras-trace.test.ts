import { readFileSync } from 'node:fs'
import { decodeSafetensors, tensorToFloat32, type EngineState, type Tensor } from '@wordloom/core'
import { createKernelsEngine } from '@wordloom/kernels'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSpamCorpus } from '../../src/corpus/index.js'
import { recordTraining } from '../../src/reference/record-training.js'
import { referenceRequest, referenceSteps } from '../../src/reference/reference-request.js'

const figures = new URL('../../../../reference/keras/figures/reference-30-steps.safetensors', import.meta.url)
const { tensors } = decodeSafetensors(readFileSync(figures))

function keras(name: string): Tensor {
  return tensorToFloat32(tensors.get(name)!, name)
}

function largestDifference(actual: ArrayLike<number>, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length)
  return expected.reduce((largest, value, index) => {
    const difference = Math.abs(actual[index]! - value)
    return Number.isNaN(difference) ? Infinity : Math.max(largest, difference)
  }, 0)
}

describe('30 steps of the reference network on the corpus, against Keras', () => {
  const losses: number[] = []
  let state: EngineState

  beforeAll(async () => {
    const { config, batches } = await recordTraining(referenceRequest(await loadSpamCorpus()), referenceSteps)
    const engine = await createKernelsEngine(config)
    for (const batch of batches) losses.push((await engine.trainBatch(batch)).loss)
    state = engine.readState()
    engine.dispose()
  })

  it('should have losses within 1e-5, relative', () => {
    const expected = keras('loss').data
    expect(expected).toHaveLength(referenceSteps)
    const relative = losses.map((loss, step) => Math.abs(loss - expected[step]!) / expected[step]!)
    expect(Math.max(...relative)).toBeLessThan(1e-5)
    // The trace is one of learning: otherwise equal losses would say little.
    expect(expected.at(-1)).toBeLessThan(0.7 * expected[0]!)
  })

  it('should end with weights within 1e-5, absolute', () => {
    const names = [...tensors.keys()].filter((name) => name.startsWith('final/') && !name.includes('embedding'))
    expect(names).toHaveLength(10)
    for (const name of names) {
      const difference = largestDifference(state.get(name.slice('final/'.length))!.data, keras(name).data)
      expect(difference, name).toBeLessThan(1e-5)
    }
  })

  it('should end with the same embedding rows, of words that occurred and of others', () => {
    const rows = new Int32Array(new Uint8Array(tensors.get('embedding-rows')!.bytes).buffer)
    const { shape, data } = state.get('embedding/embeddings')!
    const dimension = shape[1]!
    const chosen = Array.from(rows, (row) => [...data.subarray(row * dimension, (row + 1) * dimension)]).flat()
    expect(rows).toHaveLength(500)
    // Row 0 is padding: Keras starts and leaves it as it was given, and so do we.
    expect(largestDifference(chosen, keras('final/embedding/embeddings').data)).toBeLessThan(1e-5)
  })
})
