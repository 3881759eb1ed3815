import { describe, expect, it } from 'vitest'
import { createDropoutLayer } from '../../src/layers/dropout-layer.js'
import type { DropoutLayerOptions } from '../../src/layers/dropout-layer.js'
import type { Signal } from '../../src/layers/layer.js'
import { mixedLengths, seededNumbers } from '../reference/cases.js'
import type { LayerBench, SignalValues } from '../reference/layer-bench.js'
import { openLayerBench, signalValues } from '../reference/layer-bench.js'
import { hashWords, murmurHash3 } from '../reference/murmur-hash.js'

const defaults: DropoutLayerOptions = { rate: 0.4, seed: 5, index: 0, step: () => 0 }

interface BenchOptions extends Partial<DropoutLayerOptions> {
  readonly per?: Signal['per']
  readonly columns?: number
  readonly lengths?: readonly number[]
}

function open({ per = 'token', columns = 7, lengths = [3, 5, 1], ...options }: BenchOptions = {}): Promise<LayerBench> {
  const create: Parameters<typeof openLayerBench>[0] = (context, input) =>
    createDropoutLayer(context, input, { ...defaults, ...options })
  return openLayerBench(create, per, columns, lengths)
}

/** What dropout makes of ones: 0 or the scale. */
async function mask(options: BenchOptions = {}): Promise<SignalValues> {
  const { per = 'token', columns = 7, lengths = [3, 5, 1] } = options
  const bench = await open(options)
  return bench.forward(signalValues(() => 1, per, columns, lengths))
}

describe('the hash of the tests', () => {
  it('should give the published values of MurmurHash3_x86_32', () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
    expect(murmurHash3(bytes(''), 0)).toBe(0)
    expect(murmurHash3(bytes(''), 1)).toBe(0x514e28b7)
    expect(murmurHash3(Uint8Array.of(0x21, 0x43, 0x65, 0x87), 0)).toBe(0xf55b516b)
    expect(murmurHash3(Uint8Array.of(0x21, 0x43, 0x65), 0)).toBe(0x7e4a8634)
    expect(murmurHash3(bytes('test'), 0x9747b28c)).toBe(0x704b81dc)
    expect(murmurHash3(bytes('Hello, world!'), 0x9747b28c)).toBe(0x24884cba)
  })
})

describe('the dropout layer', () => {
  it.each([
    ['token', 7, mixedLengths(2, 9, 6), 0.4],
    ['token', 4, [0, 3, 0, 2], 0.9],
    ['token', 1, [2, 3], 0.1],
    ['row', 10, [1, 4, 0], 0.5],
  ] as const)('should drop by the hash and scale the rest: %s, %d columns', async (per, columns, lengths, rate) => {
    const seed = 2 ** 40 * 3 + 123_456_789
    const bench = await open({ per, columns, lengths, rate, seed, index: 2, step: () => 77 })
    const values = signalValues(seededNumbers(3), per, columns, lengths)
    const scale = Math.fround(1 / (1 - rate))
    const expected = values.map((vectors, row) =>
      vectors.map((vector, position) =>
        vector.map((value, column) => {
          const hash = hashWords([3 * 2 ** 8, 77, 2, position, row, column], 123_456_789)
          return hash < Math.floor(rate * 2 ** 32) ? 0 : Math.fround(value * scale)
        }),
      ),
    )

    expect(bench.layer.output).toMatchObject({ per, columns })
    expect(bench.forward(values)).toEqual(expected)
  })

  it('should pass gradients exactly where it passed values', async () => {
    for (const per of ['token', 'row'] as const) {
      const lengths = [3, 0, 5, 1]
      const bench = await open({ per, lengths })
      const ones = signalValues(() => 1, per, 7, lengths)
      const passed = bench.forward(ones)

      expect(bench.backward(ones)).toEqual(passed)
      const outer = signalValues(seededNumbers(4), per, 7, lengths)
      const expected = outer.map((vectors, row) =>
        vectors.map((vector, position) =>
          vector.map((value, j) => {
            const factor = passed[row]![position]![j]!
            return factor === 0 ? 0 : Math.fround(value * factor)
          }),
        ),
      )
      expect(bench.backward(outer)).toEqual(expected)
    }
  })

  it('should change nothing while predicting, and train as before afterwards', async () => {
    const bench = await open()
    const values = signalValues(seededNumbers(5), 'token', 7, [3, 5, 1])
    const trained = bench.forward(values)

    expect(bench.forward(values, false)).toEqual(values)
    expect(bench.forward(values)).toEqual(trained)
    expect(trained).not.toEqual(values)
  })

  it('should not depend on the other rows or on how they are packed', async () => {
    const short = await mask({ lengths: [3, 2] })
    const long = await mask({ lengths: [3, 9, 4, 7] })

    expect(long[0]).toEqual(short[0])
    expect(long[1]!.slice(0, 2)).toEqual(short[1])
  })

  it('should drop other elements for another seed, step, layer, row or position', async () => {
    const lengths = [40, 40]
    const one = await mask({ lengths })
    const others = await Promise.all([
      mask({ lengths, seed: 6 }),
      mask({ lengths, seed: 5 + 2 ** 32 }),
      mask({ lengths, step: () => 1 }),
      mask({ lengths, index: 1 }),
    ])
    const all = [...[one, ...others].map((values) => values.flat(2)), one.toReversed().flat(2)]
    all.push(one.map((row) => [...row.slice(1), row[0]!]).flat(2))

    for (const [i, first] of all.entries()) {
      for (const second of all.slice(0, i)) {
        const same = first.filter((value, k) => (value === 0) === (second[k] === 0)).length / first.length
        // Independent masks agree on 0.4² + 0.6² of 560 elements; the standard deviation is 0.021.
        expect(Math.abs(same - 0.52)).toBeLessThan(0.09)
      }
    }
  })

  it('should drop as large a share as it was told, in all columns and positions alike', async () => {
    for (const rate of [0.05, 0.5, 0.8]) {
      const lengths = new Array<number>(64).fill(40)
      const dropped = (await mask({ rate, lengths, columns: 32 })).map((row) =>
        row.map((vector) => vector.map((value) => (value === 0 ? 1 : 0))),
      )
      const share = (values: readonly number[]): number =>
        values.reduce((sum: number, value) => sum + value, 0) / values.length

      const deviation = (count: number): number => Math.sqrt((rate * (1 - rate)) / count)
      expect(Math.abs(share(dropped.flat(2)) - rate)).toBeLessThan(4 * deviation(64 * 40 * 32))
      for (let column = 0; column < 32; column++) {
        const here = dropped.flat().map((vector) => vector[column]!)
        expect(Math.abs(share(here) - rate)).toBeLessThan(5 * deviation(64 * 40))
      }
      for (let position = 0; position < 40; position++) {
        const here = dropped.flatMap((row) => row[position]!)
        expect(Math.abs(share(here) - rate)).toBeLessThan(5 * deviation(64 * 32))
      }
    }
  })
})
