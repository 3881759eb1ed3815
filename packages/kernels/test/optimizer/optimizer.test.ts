import type { OptimizerSpec, RmspropSpec } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { relativeDifference, seededNumbers } from '../reference/cases.js'
import { optimizerCases } from '../reference/optimizer-cases.js'
import { openOptimizerBench } from '../reference/optimizer-bench.js'
import type { OptimizerBench } from '../reference/optimizer-bench.js'
import type { ReferenceWeights } from '../reference/reference-network.js'
import { named } from '../reference/reference-network.js'
import { createReferenceOptimizer } from '../reference/reference-optimizer.js'
import { openWorkbench } from '../reference/workbench.js'

const columns = 7
const tableRows = 11
const frozenRows = Uint8Array.from({ length: tableRows }, (_, row) => (row === 2 || row === 5 || row === 10 ? 1 : 0))

function randomWeights(seed: number): ReferenceWeights {
  const next = seededNumbers(seed)
  const numbers = (length: number): Float64Array => Float64Array.from({ length }, () => Math.fround(next()))
  return new Map([
    ['table', numbers(tableRows * columns)],
    ['bias', numbers(6)],
  ])
}

/** About half of the table's rows have a gradient, other ones in each step. */
function randomGradients(seed: number): ReferenceWeights {
  const gradients = randomWeights(1000 + seed)
  const next = seededNumbers(2000 + seed)
  for (let row = 0; row < tableRows; row++) {
    if (next() < 0) named(gradients, 'table').fill(0, row * columns, (row + 1) * columns)
  }
  return gradients
}

function expectClose(actual: ReadonlyMap<string, Float32Array>, expected: ReferenceWeights): void {
  for (const [name, values] of expected) {
    expect(relativeDifference(named(actual, name), values), name).toBeLessThan(2e-6)
  }
}

function bytes(bench: OptimizerBench): Uint8Array[] {
  return [...bench.weights().values(), ...bench.slots().values()].map(({ buffer }) => new Uint8Array(buffer))
}

const modes = optimizerCases.flatMap(([name, spec, slots]) =>
  (['sparse', 'dense'] as const).flatMap((embeddingUpdates) =>
    [false, true].map((frozen) => ({ name, spec: { ...spec, embeddingUpdates }, slots, embeddingUpdates, frozen })),
  ),
)

describe('optimizers', () => {
  it.each(modes)(
    'should follow the reference: $name, $embeddingUpdates, frozen rows $frozen',
    async ({ spec, slots, embeddingUpdates, frozen }) => {
      const weights = randomWeights(3)
      const flags = frozen ? frozenRows : undefined
      const bench = await openOptimizerBench(spec, weights, columns, flags)
      const before = bench.weights()
      const reference = createReferenceOptimizer(spec, weights)

      for (let step = 0; step < 8; step++) {
        const gradients = randomGradients(step)
        bench.step(gradients)
        reference.step(weights, gradients, (name, index) => {
          if (name !== 'table') return false
          const row = Math.floor(index / columns)
          const absent = named(gradients, 'table')
            .subarray(row * columns, (row + 1) * columns)
            .every((value) => value === 0)
          return (frozen && frozenRows[row] === 1) || (embeddingUpdates === 'sparse' && absent)
        })
      }

      expectClose(bench.weights(), weights)
      const kept = [...bench.slots().keys()]
      expect(kept.toSorted()).toEqual(slots.flatMap((slot) => [`${slot}/table`, `${slot}/bias`]).toSorted())
      for (const slot of slots) {
        const own = new Map([...weights.keys()].map((name) => [name, named(bench.slots(), `${slot}/${name}`)]))
        expectClose(own, named(reference.slots, slot))
      }
      const row = (values: Float32Array): Float32Array => values.subarray(5 * columns, 6 * columns)
      const moved = !frozen
      expect(row(named(bench.weights(), 'table')).some((value, i) => value !== row(named(before, 'table'))[i])).toBe(
        moved,
      )
      for (const slot of slots) {
        expect(row(named(bench.slots(), `${slot}/table`)).some((value) => value !== 0)).toBe(moved)
      }
    },
  )

  it.each(optimizerCases)('should give a dense step on all rows the bytes of a sparse one: %s', async (_, spec) => {
    const initial = randomWeights(4)
    const [sparse, dense] = await Promise.all(
      (['sparse', 'dense'] as const).map((embeddingUpdates) =>
        openOptimizerBench({ ...spec, embeddingUpdates }, initial, columns),
      ),
    )
    for (let step = 0; step < 3; step++) {
      for (const bench of [sparse!, dense!]) bench.step(randomWeights(50 + step))
    }

    expect(bytes(dense!)).toEqual(bytes(sparse!))
  })

  it.each(optimizerCases)('should take another learning rate for one step: %s', async (_, spec) => {
    const initial = randomWeights(5)
    const rates = [0.03, undefined, 0.002]
    const bench = await openOptimizerBench(spec, initial, columns)
    const weights = randomWeights(5)
    const reference = createReferenceOptimizer(spec, weights)

    for (const [step, rate] of rates.entries()) {
      const gradients = randomWeights(60 + step)
      bench.step(gradients, rate)
      reference.step(weights, gradients, undefined, rate)
    }

    expectClose(bench.weights(), weights)
  })

  it.each(optimizerCases)('should go on where another one stopped: %s', async (_, spec) => {
    const whole = await openOptimizerBench(spec, randomWeights(6), columns)
    for (let step = 0; step < 3; step++) whole.step(randomGradients(step))
    const state = new Map([...whole.weights()].map(([name, values]) => [name, Float64Array.from(values)]))
    const continued = await openOptimizerBench(spec, state, columns)
    for (const [i, { pointer, name, parameter }] of continued.optimizer.slots.entries()) {
      expect([name, parameter.name]).toEqual([whole.optimizer.slots[i]!.name, whole.optimizer.slots[i]!.parameter.name])
      continued.arena.float32.set(named(whole.slots(), `${name}/${parameter.name}`), pointer / 4)
    }
    continued.optimizer.iterations = 3
    for (const bench of [whole, continued]) bench.step(randomGradients(9))

    expect(continued.optimizer.iterations).toBe(4)
    expect(bytes(continued)).toEqual(bytes(whole))
  })

  it('should clip by the norm of all gradients, without those of frozen rows', async () => {
    for (const [, spec] of optimizerCases) {
      for (const [limit, frozen] of [
        [1.5, undefined],
        [1.5, frozenRows],
        [60, undefined],
      ] as const) {
        const clipped: OptimizerSpec = { ...spec, globalClipNorm: limit }
        const weights = randomWeights(7)
        const bench = await openOptimizerBench(clipped, weights, columns, frozen)
        const reference = createReferenceOptimizer(clipped, weights)
        for (let step = 0; step < 4; step++) {
          const gradients = randomWeights(70 + step)
          bench.step(gradients)
          reference.step(weights, gradients, (name, index) => {
            return name === 'table' && frozen?.[Math.floor(index / columns)] === 1
          })
        }
        expectClose(bench.weights(), weights)
      }
    }
  })

  it('should stay finite in centered RMSprop where rounding makes the variance negative', async () => {
    const spec = optimizerCases.find(([name]) => name === 'rmsprop, centered')![1] as RmspropSpec
    const bench = await openOptimizerBench({ ...spec, rho: 0.5, epsilon: 1e-12 }, randomWeights(8), columns)
    const gradients = randomWeights(80)
    // Always the same gradient: its variance is 0, and for this one of them rounding goes below.
    named(gradients, 'bias')[0] = 0.0685

    let negative = 0
    for (let step = 0; step < 60; step++) {
      bench.step(gradients)
      const velocity = named(bench.slots(), 'velocity/bias')
      const average = named(bench.slots(), 'average_gradient/bias')
      negative += velocity.filter((value, i) => value - Math.fround(average[i]! ** 2) < 0).length
    }

    expect(negative).toBeGreaterThan(0)
    for (const values of bench.weights().values()) expect(values.every(Number.isFinite)).toBe(true)
  })

  it('should pass NaN on', async () => {
    for (const [, spec] of optimizerCases) {
      for (const globalClipNorm of [undefined, 1]) {
        const { globalClipNorm: _, ...plain } = spec
        const clipped = globalClipNorm === undefined ? plain : { ...plain, globalClipNorm }
        const bench = await openOptimizerBench(clipped as OptimizerSpec, randomWeights(9), columns)
        const gradients = randomWeights(90)
        named(gradients, 'bias')[3] = NaN
        bench.step(gradients)
        const notNumbers = [...named(bench.weights(), 'bias')].map(Number.isNaN)
        expect(notNumbers).toEqual([0, 1, 2, 3, 4, 5].map((i) => i === 3 || globalClipNorm !== undefined))
      }
    }
  })
})

describe('the kernels of the optimizers', () => {
  it.each(['ADAM', 'SGD', 'RMSPROP'] as const)(
    'should give the parts of a run the bytes of the whole, and touch nothing behind it: %s',
    async (kind) => {
      const { kernels, tasks, put, take } = await openWorkbench()
      const next = seededNumbers(11)
      const count = 30
      // Positive, so that they will do as velocity and as settings.
      const values = Array.from({ length: 6 }, () => Float32Array.from({ length: count + 4 }, () => 1 + 0.5 * next()))
      const settings = put(values[5]!)
      const run = (parts: readonly (readonly [number, number])[]): Float32Array[] => {
        const [weight, slot0, slot1, slot2, gradient] = values.map(put)
        for (const [from, to] of parts) {
          const at = (pointer: number | undefined): number => pointer! + 4 * from
          const slots = [at(slot0), at(slot1), at(slot2)] as const
          tasks.add(kernels[kind].value, settings, at(weight), ...slots, at(gradient), to - from)
        }
        tasks.run()
        return [weight, slot0, slot1, slot2, gradient].map((pointer) => take(pointer!, count + 4))
      }

      const whole = run([[0, count]])
      const inParts = run([
        [13, 30],
        [0, 8],
        [8, 13],
      ])

      expect(inParts).toEqual(whole)
      expect(whole[0]).not.toEqual(values[0])
      for (const [i, buffer] of whole.entries()) {
        expect(buffer.subarray(count)).toEqual(values[i]!.subarray(count))
        expect(buffer.every(Number.isFinite)).toBe(true)
      }
      expect(whole[4]).toEqual(values[4])
    },
  )
})
