import type { Batch } from '@wordloom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernelsEngine } from '../src/index.js'
import { adam, batchCase, mixedLengths, networkCase } from './reference/cases.js'

const network = networkCase(61, { dimension: 6, units: 9, labels: 3 })

/** Rows of tokens, empty ones among them. */
const texts = fc.array(fc.array(fc.integer({ min: 1, max: 22 }), { maxLength: 12 }), { minLength: 1, maxLength: 20 })

function toBatch(rows: readonly (readonly number[])[], padding = 0): Batch {
  const time = Math.max(...rows.map((row) => row.length)) + padding
  const ids = new Int32Array(rows.length * time)
  for (const [i, row] of rows.entries()) ids.set(row, i * time)
  return { batchSize: rows.length, time, ids, lengths: Int32Array.from(rows, (row) => row.length) }
}

describe('predictions', () => {
  it('should depend neither on padding nor on the other rows, their number or their order', async () => {
    const engine = await createKernelsEngine(network)
    await fc.assert(
      fc.asyncProperty(texts, fc.nat({ max: 9 }), async (rows, padding) => {
        const together = await engine.predictBatch(toBatch(rows))
        const padded = await engine.predictBatch(toBatch(rows, padding))
        const reversed = await engine.predictBatch(toBatch(rows.toReversed()))
        expect(padded).toEqual(together)
        for (const [i, row] of rows.entries()) {
          const expected = together.subarray(3 * i, 3 * i + 3)
          const from = 3 * (rows.length - 1 - i)
          expect(reversed.subarray(from, from + 3)).toEqual(expected)
          expect(await engine.predictBatch(toBatch([row]))).toEqual(expected)
        }
      }),
      { numRuns: 60, seed: 5 },
    )
  })

  it('should differ between texts, so that the equalities above say something', async () => {
    const engine = await createKernelsEngine(network)
    const [a, b, c] = await Promise.all(
      [[1, 2, 3], [3, 2, 1], []].map((row) => Promise.resolve(engine.predictBatch(toBatch([row])))),
    )
    expect(a).not.toEqual(b)
    expect(b).not.toEqual(c)
  })

  it('should be the same with and without the buffers of a training engine', async () => {
    const [predictor, trainer] = await Promise.all([
      createKernelsEngine(network),
      createKernelsEngine({ ...network, optimizer: adam }),
    ])
    const batch = batchCase(62, network, mixedLengths(63, 32, 37))
    expect(await trainer.predictBatch(batch)).toEqual(await predictor.predictBatch(batch))
    const { probabilities } = await trainer.trainBatch(batch)
    expect(probabilities).toEqual(await predictor.predictBatch(batch))
  })
})

describe('training', () => {
  it('should give the same bytes twice, with predictions between the steps or without', async () => {
    const run = async (predictions: boolean): Promise<Uint8Array[]> => {
      const engine = await createKernelsEngine({ ...network, optimizer: adam })
      for (let step = 0; step < 15; step++) {
        await engine.trainBatch(batchCase(step, network, mixedLengths(step, 8, 11)))
        if (predictions) await engine.predictBatch(batchCase(99, network, mixedLengths(step, 40, 30)))
      }
      return [...engine.readState().values()].map(({ data }) => new Uint8Array(data.buffer))
    }
    const first = await run(false)

    expect(await run(false)).toEqual(first)
    expect(await run(true)).toEqual(first)
  })
})
