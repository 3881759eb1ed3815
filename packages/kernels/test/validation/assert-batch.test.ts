import type { TrainingBatch } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { createKernelsEngine } from '../../src/index.js'
import { adam, batchCase, networkCase } from '../reference/cases.js'

const network = networkCase(41, { dimension: 3, units: 2, vocabularySize: 9 })
const valid = batchCase(42, network, [2, 3])

const refused: [string, Partial<TrainingBatch>, string, RegExp][] = [
  ['no rows', { batchSize: 0, ids: new Int32Array(), lengths: new Int32Array() }, 'INVALID_ARGUMENT', /batchSize/],
  ['half a row', { batchSize: 1.5 }, 'INVALID_ARGUMENT', /batchSize/],
  ['a negative time', { time: -1 }, 'INVALID_ARGUMENT', /time/],
  ['too few ids', { ids: new Int32Array(5) }, 'INVALID_ARGUMENT', /ids.*expected 6 .*received 5/],
  ['too many lengths', { lengths: new Int32Array(3) }, 'INVALID_ARGUMENT', /lengths.*expected 2 .*received 3/],
  ['a row longer than time', { lengths: Int32Array.of(2, 4) }, 'INVALID_ARGUMENT', /lengths\[1\].*0 to 3.*received 4/],
  ['a negative length', { lengths: Int32Array.of(-1, 3) }, 'INVALID_ARGUMENT', /lengths\[0\]/],
  [
    'an id past the table',
    { ids: Int32Array.of(1, 2, 0, 1, 9, 1) },
    'TOKEN_ID_OUT_OF_RANGE',
    /ids\[1\]\[1\].*0 to 8.*received 9.*vocabulary/,
  ],
  ['a negative id', { ids: Int32Array.of(-1, 2, 0, 1, 2, 1) }, 'TOKEN_ID_OUT_OF_RANGE', /ids\[0\]\[0\]/],
]

describe('batches', () => {
  it.each(refused)('should refuse %s', async (_, change, code, message) => {
    const engine = await createKernelsEngine({ ...network, optimizer: adam })
    const batch = { ...valid, ...change }

    for (const run of [() => engine.predictBatch(batch), () => engine.trainBatch(batch)]) {
      expect(run).toThrow(expect.objectContaining({ code }))
      expect(run).toThrow(message)
    }
    expect((await engine.predictBatch(valid)).every((value) => value > 0 && value < 1)).toBe(true)
  })

  it.each([
    ['a target without a label', Int32Array.of(0, 2), /targets\[1\].*0 to 1.*received 2/],
    ['a negative target', Int32Array.of(-1, 1), /targets\[0\]/],
    ['too few targets', Int32Array.of(1), /targets.*expected 2/],
  ])('should refuse %s', async (_, targets, message) => {
    const engine = await createKernelsEngine({ ...network, optimizer: adam })
    const run = (): unknown => engine.trainBatch({ ...valid, targets })

    expect(run).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    expect(run).toThrow(message)
  })

  it('should not look at what stands behind the end of a row', async () => {
    const engine = await createKernelsEngine(network)
    const filled = { ...valid, ids: valid.ids.slice() }
    filled.ids[2] = 77

    expect(await engine.predictBatch(filled)).toEqual(await engine.predictBatch(valid))
  })

  it.each([
    ['too few weights', Float32Array.of(1), /weights.*expected 2 .*received 1/],
    ['a negative weight', Float32Array.of(1, -0.5), /weights\[1\].*0 or more.*received -0.5/],
    ['a weight that is no number', Float32Array.of(NaN, 1), /weights\[0\].*received NaN/],
    ['an infinite weight', Float32Array.of(1, Infinity), /weights\[1\].*finite/],
  ])('should refuse %s', async (_, weights, message) => {
    const engine = await createKernelsEngine({ ...network, optimizer: adam })
    const run = (): unknown => engine.trainBatch({ ...valid, weights })

    expect(run).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    expect(run).toThrow(message)
  })

  it.each([
    ['one target a row', Int32Array.of(0, 1), /targets.*expected 6 \(batchSize \* labels\).*received 2/],
    ['a target that is no truth value', Int32Array.of(0, 1, 1, 0, 2, 0), /targets\[1\]\[1\].*0 or 1.*received 2/],
    ['a negative target', Int32Array.of(0, 1, -1, 0, 0, 0), /targets\[0\]\[2\].*received -1/],
  ])('should refuse %s in a multi-label task', async (_, targets, message) => {
    const manyLabels = networkCase(43, { dimension: 3, units: 2, labels: 3, vocabularySize: 9, task: 'multi-label' })
    const engine = await createKernelsEngine({ ...manyLabels, optimizer: adam })
    const run = (): unknown => engine.trainBatch({ ...valid, targets })

    expect(run).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    expect(run).toThrow(message)
    const { loss } = await engine.trainBatch({ ...valid, targets: Int32Array.of(0, 1, 1, 0, 0, 0) })
    expect(loss).toBeGreaterThan(0)
  })
})
