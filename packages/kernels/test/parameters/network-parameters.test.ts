import type { EngineConfig, SgdSpec } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { createKernelsEngine } from '../../src/index.js'
import * as parametersEntry from '../../src/parameters/parameters.js'
import { openParameters } from '../../src/parameters/parameters.js'
import { batchCase, networkCase } from '../reference/cases.js'

const network = networkCase(1, { dimension: 3, units: 5, vocabularySize: 7 })
const optimizer: SgdSpec = { type: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false, embeddingUpdates: 'sparse' }
const config: EngineConfig = { ...network, optimizer }
const table = network.weights.get('embedding/embeddings')!.data
const rowOf = (values: Float32Array, id: number): number[] => [...values.subarray(3 * id, 3 * id + 3)]

describe('openParameters', () => {
  it('should export what the entry promises and nothing else', () => {
    expect(Object.keys(parametersEntry).toSorted()).toEqual([
      'assertBatch',
      'assertStepOptions',
      'assertTrainingBatch',
      'binaryLoss',
      'categoricalLoss',
      'openParameters',
    ])
  })

  it('should number the rows of a batch and hand out their values', async () => {
    const parameters = await openParameters(config)
    const { count, rowOfToken, values, gradient } = parameters.table.select(Int32Array.of(5, 2, 5, 6))

    expect(count).toBe(3)
    expect([...rowOfToken]).toEqual([0, 1, 0, 2])
    expect([...values]).toEqual([5, 2, 6].flatMap((id) => rowOf(table, id)))
    expect([...gradient]).toEqual(new Array(9).fill(0))
  })

  it('should move weights and the rows of the last batch along their gradients', async () => {
    const parameters = await openParameters({ ...config, frozenRows: Uint8Array.of(0, 0, 0, 0, 0, 0, 1) })
    // A longer batch lays out larger buffers; its rows must not be the ones that move.
    parameters.table.select(Int32Array.of(1))
    parameters.table.select(Int32Array.from({ length: 9000 }, (_, i) => 1 + (i % 4)))
    parameters.table.select(Int32Array.of(5, 6)).gradient.fill(1)
    for (const name of network.weights.keys()) if (!name.startsWith('emb')) parameters.gradient(name).fill(2)
    parameters.step(0.25)

    expect(parameters.iterations).toBe(1)
    for (const [name, { data }] of parameters.readState()) {
      if (name.startsWith('optimizer/')) continue
      const before = network.weights.get(name)!.data
      const moved = name.startsWith('emb')
        ? before.map((x, i) => (i >= 15 && i < 18 ? x - 0.25 : x))
        : before.map((x) => x - 0.5)
      expect(data, name).toEqual(moved)
    }
  })

  it('should exchange states with the kernels engine', async () => {
    const engine = await createKernelsEngine(config)
    await engine.trainBatch(batchCase(1, network, [3, 0, 2]))
    const parameters = await openParameters(config)
    parameters.writeState(engine.readState())

    expect(parameters.readState()).toEqual(engine.readState())
  })

  it('should make masks that do not depend on how many rows or positions there are', async () => {
    const parameters = await openParameters({ ...config, seed: 2 ** 40 + 7 })
    const mask = (positions: number, rows: number): Float32Array =>
      parameters.dropoutMask({ rate: 0.4, index: 1, positions, rows, columns: 10 })
    const large = mask(3, 1000)

    expect(mask(1, 7)).toEqual(large.subarray(0, 70))
    expect(mask(3, 2).subarray(20, 40)).toEqual(large.subarray(10_000, 10_020))
    expect([...new Set(large)].toSorted()).toEqual([0, Math.fround(1 / 0.6)])
    expect(large.filter((value) => value === 0).length / large.length).toBeCloseTo(0.4, 1)
  })

  it('should say what it cannot do', async () => {
    const parameters = await openParameters(network)
    expect(() => parameters.step()).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    expect(() => parameters.value('hidden/weight')).toThrow(expect.objectContaining({ code: 'TENSOR_MISSING' }))
    await expect(openParameters({ ...network, vocabularySize: 8 })).rejects.toMatchObject({ code: 'TENSOR_SHAPE' })
  })
})
