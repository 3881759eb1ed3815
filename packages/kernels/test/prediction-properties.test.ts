import type { Batch, SgdSpec, TrainingBatch } from '@wordloom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernelsEngine } from '../src/index.js'
import type { NetworkCase } from './reference/cases.js'
import { networkCase } from './reference/cases.js'
import { named } from './reference/reference-network.js'

const vocabularySize = 23

/** Networks of every kind that a specification can ask for, small, with any weights. */
const networks: fc.Arbitrary<NetworkCase> = fc
  .record({
    seed: fc.nat(),
    dimension: fc.integer({ min: 1, max: 9 }),
    units: fc.integer({ min: 1, max: 9 }),
    hidden: fc.integer({ min: 1, max: 6 }),
    head: fc.constantFrom(
      { task: 'binary' as const, labels: 2 },
      { task: 'multi-class' as const, labels: 2 },
      { task: 'multi-class' as const, labels: 5 },
      { task: 'multi-label' as const, labels: 3 },
    ),
    encoder: fc.record({
      layers: fc.integer({ min: 1, max: 3 }),
      pooling: fc.constantFrom('last' as const, 'max' as const, 'mean' as const),
      resetAfter: fc.boolean(),
    }),
    scale: fc.constantFrom(0.3, 1, 3),
  })
  .map(({ seed, head, ...sizes }) => networkCase(seed, { ...sizes, ...head, vocabularySize }))

const token = fc.integer({ min: 1, max: vocabularySize - 1 })

/** Texts as lists of ids, empty ones among them; some batches have no text of more than one token. */
const texts = fc.oneof(
  fc.array(fc.array(token, { maxLength: 12 }), { minLength: 1, maxLength: 20 }),
  fc.array(fc.array(token, { maxLength: 1 }), { minLength: 1, maxLength: 9 }),
)

/** Zeros to put before each token and at the end of a row, as far as there are tokens. */
const gaps = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })), {
  minLength: 13,
  maxLength: 13,
})

type Rows = readonly (readonly number[])[]

/** Rows of ids as a batch. A row counts up to its last id, whatever zeros stand before it. */
function toBatch(rows: Rows, padding = 0): Batch {
  const time = Math.max(...rows.map((row) => row.length)) + padding
  const ids = new Int32Array(rows.length * time)
  for (const [i, row] of rows.entries()) ids.set(row, i * time)
  return { batchSize: rows.length, time, ids, lengths: Int32Array.from(rows, (row) => row.length) }
}

/** Puts padding left of, between and right of the tokens. */
function spread(rows: Rows, zeros: readonly number[]): Rows {
  const pad = (count: number): number[] => new Array<number>(count).fill(0)
  return rows.map((row, r) => [
    ...row.flatMap((id, i) => [...pad(zeros[(r + i) % zeros.length]!), id]),
    ...pad(zeros[(r + row.length) % zeros.length]!),
  ])
}

/** Left-padded to one length, as some libraries do. */
function alignRight(rows: Rows): Rows {
  const time = Math.max(...rows.map((row) => row.length))
  return rows.map((row) => [...new Array<number>(time - row.length).fill(0), ...row])
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length)
  let largest = 0
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!)
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference
  }
  return largest
}

describe('predictions of any network', () => {
  it('should not depend on padding, its amount and place, on the order of rows or on the size of a batch', async () => {
    const spreads: number[] = []
    await fc.assert(
      fc.asyncProperty(
        networks,
        texts.chain((rows) =>
          fc.record({
            rows: fc.constant(rows),
            order: fc.shuffledSubarray([...rows.keys()], { minLength: rows.length, maxLength: rows.length }),
          }),
        ),
        gaps,
        fc.nat({ max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        async (network, { rows, order }, zeros, padding, batchSize) => {
          const engine = await createKernelsEngine(network)
          const predict = async (some: Rows, more = 0): Promise<Float32Array> =>
            engine.predictBatch(toBatch(some, more))
          const alone = await Promise.all(rows.map((row) => predict([row])))
          const expected = Float32Array.from(alone.flatMap((values) => [...values]))
          const close = async (what: string, actual: Promise<Float32Array>, wanted = expected): Promise<void> =>
            expect(largestDifference(await actual, wanted), what).toBeLessThanOrEqual(1e-6)

          await close('together', predict(rows))
          await close('padded on the right', predict(rows, padding))
          await close('padded on the left', predict(alignRight(rows), padding))
          await close('padded anywhere', predict(spread(rows, zeros)))
          const shuffled = Float32Array.from(order.flatMap((row) => [...alone[row]!]))
          await close('in another order', predict(order.map((row) => rows[row]!)), shuffled)
          const columns = alone[0]!.length
          for (let from = 0; from < rows.length; from += batchSize) {
            const part = expected.subarray(from * columns, (from + batchSize) * columns)
            await close('in smaller batches', predict(rows.slice(from, from + batchSize)), part)
          }
          engine.dispose()
          spreads.push(Math.max(...expected) - Math.min(...expected))
        },
      ),
      { numRuns: 150, seed: 11 },
    )
    // The equalities would say nothing about networks that answer the same to everything.
    expect(spreads.filter((difference) => difference > 0.01).length).toBeGreaterThan(100)
  })
})

describe('a training step of any network', () => {
  const sgd: SgdSpec = {
    type: 'sgd',
    learningRate: 0.1,
    momentum: 0,
    nesterov: false,
    embeddingUpdates: 'sparse',
    globalClipNorm: 1,
  }

  it('should not depend on padding or on the order of rows', async () => {
    let moved = 0
    await fc.assert(
      fc.asyncProperty(networks, texts, gaps, async (network, rows, zeros) => {
        const { task } = network.spec
        const perRow = task.type === 'multi-label' ? task.labels.length : 1
        const targetsOf = (row: number): number[] => Array.from({ length: perRow }, (_, j) => (row + j) % 2)
        const train = async (some: Rows, order: readonly number[]): Promise<ReadonlyMap<string, Float32Array>> => {
          const engine = await createKernelsEngine({ ...network, optimizer: sgd })
          const batch: TrainingBatch = {
            ...toBatch(order.map((row) => some[row]!)),
            targets: Int32Array.from(order.flatMap(targetsOf)),
            weights: Float32Array.from(order, (row) => (row % 3) / 2 + 0.5),
          }
          await engine.trainBatch(batch)
          const weights = new Map([...engine.readState()].map(([name, { data }]) => [name, data]))
          engine.dispose()
          return weights
        }

        const order = [...rows.keys()]
        const expected = await train(rows, order)
        for (const other of [await train(spread(rows, zeros), order), await train(rows, order.toReversed())]) {
          for (const [name, data] of expected) {
            expect(largestDifference(named(other, name), data), name).toBeLessThanOrEqual(1e-6)
          }
        }
        const before = named(network.weights, 'output/bias').data
        if (largestDifference(named(expected, 'output/bias'), before) > 1e-3) moved += 1
      }),
      { numRuns: 60, seed: 12 },
    )
    expect(moved).toBeGreaterThan(40)
  })
})
