import { readFileSync } from 'node:fs'
import type { OptimizerSpec } from '@wordloom/core'
import { decodeSafetensors, tensorToFloat32 } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { openOptimizerBench } from '../reference/optimizer-bench.js'
import type { ReferenceWeights } from '../reference/reference-network.js'
import { named } from '../reference/reference-network.js'

const figures = new URL('../../../../reference/keras/figures/optimizer-steps.safetensors', import.meta.url)
const { tensors, metadata } = decodeSafetensors(readFileSync(figures))
const cases = JSON.parse(metadata['cases']!) as Record<string, OptimizerSpec & { scheduled?: boolean }>
const learningRates = JSON.parse(metadata['learningRates']!) as number[]

function read(name: string): Float32Array {
  return tensorToFloat32(named(tensors, name), name).data
}

function pair(prefix: string): ReferenceWeights {
  return new Map(['table', 'bias'].map((name) => [name, Float64Array.from(read(`${prefix}/${name}`))]))
}

function largestDifference(actual: ArrayLike<number>, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length)
  return expected.reduce((largest, value, i) => Math.max(largest, Math.abs(actual[i]! - value)), 0)
}

describe('the optimizers and Keras', () => {
  it.each(Object.entries(cases))('should take the same steps: %s', async (name, { scheduled, ...spec }) => {
    const columns = named(tensors, 'initial/table').shape[1]!
    const optimizer: OptimizerSpec = { ...spec, embeddingUpdates: 'dense' }
    const bench = await openOptimizerBench(optimizer, pair('initial'), columns)

    // The norm of a clipped gradient is added up in another order than Keras', and in float64. All else is the same bits.
    const tolerance = optimizer.globalClipNorm === undefined ? 0 : 1e-7
    for (const [step, learningRate] of learningRates.entries()) {
      bench.step(pair(`gradient/${step}`), scheduled === true ? learningRate : undefined)
      for (const [tensor, values] of bench.weights()) {
        const difference = largestDifference(values, read(`${name}/${step}/${tensor}`))
        expect(difference, `${tensor} after step ${step}`).toBeLessThanOrEqual(tolerance)
      }
    }

    const slots = [...tensors.keys()].filter((key) => new RegExp(`^${name}/[a-z_]+/`).test(key))
    expect([...bench.slots().keys()].map((slot) => `${name}/${slot}`).toSorted()).toEqual(slots.toSorted())
    for (const [slot, values] of bench.slots()) {
      const expected = read(`${name}/${slot}`)
      const scale = Math.max(...expected.map(Math.abs))
      expect(largestDifference(values, expected), slot).toBeLessThan(3e-7 * scale)
    }
  })
})
