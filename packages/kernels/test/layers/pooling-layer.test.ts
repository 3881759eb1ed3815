import { describe, expect, it } from 'vitest'
import { createPoolingLayer } from '../../src/layers/pooling-layer.js'
import { mixedLengths, seededNumbers } from '../reference/cases.js'
import type { LayerBench, SignalValues } from '../reference/layer-bench.js'
import { openLayerBench, signalValues } from '../reference/layer-bench.js'

type Pooling = 'max' | 'mean'

const shapes: [string, number, readonly number[]][] = [
  ['mixed rows', 6, mixedLengths(1, 17, 9)],
  ['a column', 1, [3, 1, 4]],
  ['columns that are no multiple of four', 7, [2, 5, 5, 1]],
  ['empty rows among others', 5, [0, 3, 0, 1]],
  ['empty rows only', 4, [0, 0]],
  ['one long row', 9, [57]],
]

function open(pooling: Pooling, columns: number, lengths: readonly number[], training = true): Promise<LayerBench> {
  return openLayerBench(
    (context, input) => createPoolingLayer(context, input, pooling),
    'token',
    columns,
    lengths,
    training,
  )
}

/** One row and column in float64. */
function pool(pooling: Pooling, values: readonly number[]): number {
  if (values.length === 0) return 0
  return pooling === 'max' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0) / values.length
}

function column(values: SignalValues, row: number, j: number): number[] {
  return values[row]!.map((vector) => vector[j]!)
}

function expectClose(actual: SignalValues, expected: SignalValues, tolerance: number): void {
  expect(actual.map((row) => row.length)).toEqual(expected.map((row) => row.length))
  for (const [row, vectors] of expected.entries()) {
    for (const [position, vector] of vectors.entries()) {
      for (const [j, value] of vector.entries()) {
        const difference = Math.abs(actual[row]![position]![j]! - value)
        expect(difference, `row ${row}, position ${position}, column ${j}`).toBeLessThanOrEqual(tolerance)
      }
    }
  }
}

describe.each(['max', 'mean'] as const)('%s pooling', (pooling) => {
  it.each(shapes)('should pool the tokens of every row: %s', async (_, columns, lengths) => {
    const bench = await open(pooling, columns, lengths)
    const values = signalValues(seededNumbers(5), 'token', columns, lengths)
    const expected = lengths.map((_, row) => [
      Array.from({ length: columns }, (_, j) => pool(pooling, column(values, row, j))),
    ])

    expect(bench.layer.output).toMatchObject({ per: 'row', columns })
    expectClose(bench.forward(values), expected, pooling === 'max' ? 0 : 3e-7)
    // Nothing of the first run may be left in the second.
    const negated = values.map((row) => row.map((vector) => vector.map((value) => Math.fround(-value - 2))))
    const again = lengths.map((_, row) => [
      Array.from({ length: columns }, (_, j) => pool(pooling, column(negated, row, j))),
    ])
    expectClose(bench.forward(negated), again, pooling === 'max' ? 0 : 1e-6)
  })

  it.each(shapes)('should have the gradient that finite differences give: %s', async (_, columns, lengths) => {
    const bench = await open(pooling, columns, lengths)
    const values = signalValues(seededNumbers(6), 'token', columns, lengths)
    const outer = signalValues(seededNumbers(7), 'row', columns, lengths)
    const step = 1e-6
    const measured = values.map((vectors, row) =>
      vectors.map((vector, position) =>
        vector.map((value, j) => {
          const at = (moved: number): number => pool(pooling, column(values, row, j).with(position, moved))
          return (outer[row]![0]![j]! * (at(value + step) - at(value - step))) / (2 * step)
        }),
      ),
    )

    bench.forward(values)
    expectClose(bench.backward(outer), measured, 2e-7)
  })

  it('should predict as it trains', async () => {
    const lengths = [3, 0, 5]
    const values = signalValues(seededNumbers(8), 'token', 6, lengths)
    const [trainer, predictor] = await Promise.all([open(pooling, 6, lengths), open(pooling, 6, lengths, false)])

    expect(predictor.forward(values, false)).toEqual(trainer.forward(values))
  })

  it('should pass NaN on', async () => {
    const bench = await open(pooling, 1, [3, 3, 3])
    const values = [
      [[NaN], [1], [2]],
      [[1], [NaN], [2]],
      [[1], [2], [NaN]],
    ]

    expect(bench.forward(values)).toEqual([[[NaN]], [[NaN]], [[NaN]]])
  })
})

describe('max pooling', () => {
  it('should give the gradient to the first of equal maxima', async () => {
    const bench = await open('max', 5, [4, 2])
    const values = [
      [
        [1, 2, 0, -1, 3],
        [1, 5, 0, -1, 3],
        [0, 5, 0, -2, 4],
        [1, 5, 0, -1, 4],
      ],
      [
        [-1, 0, 0, 7, 7],
        [-1, -0, 1, 7, 8],
      ],
    ]

    expect(bench.forward(values)).toEqual([[[1, 5, 0, -1, 4]], [[-1, 0, 1, 7, 8]]])
    expect(bench.backward([[[1, 2, 3, 4, 5]], [[6, 7, 8, 9, 10]]])).toEqual([
      [
        [1, 0, 3, 4, 0],
        [0, 2, 0, 0, 0],
        [0, 0, 0, 0, 5],
        [0, 0, 0, 0, 0],
      ],
      [
        [6, 7, 0, 9, 0],
        [0, 0, 8, 0, 10],
      ],
    ])
  })
})
