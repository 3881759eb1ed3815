import { readFileSync } from 'node:fs'
import type { StoredTensors, TaskSpec } from '@wordloom/core'
import { decodeSafetensors, tensorToFloat32 } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { relativeDifference, seededNumbers } from '../reference/cases.js'
import { runLoss } from '../reference/loss-bench.js'
import { crossEntropy, rowTargets, smoothTargets } from '../reference/reference-loss.js'
import { named } from '../reference/reference-network.js'

const rows = 9
const tasks: [TaskSpec['type'], number][] = [
  ['binary', 1],
  ['multi-class', 5],
  ['multi-class', 2],
  ['multi-label', 3],
  ['multi-label', 6],
]
const cases = tasks.flatMap(([task, columns]) =>
  [0, 0.1, 0.9].flatMap((smoothing) =>
    [false, true].map((weighted) => ({ task, columns, smoothing, weighted, spread: 4 })),
  ),
)

interface Case {
  readonly task: TaskSpec['type']
  readonly columns: number
  readonly weighted: boolean
  readonly spread: number
}

function makeBatch({ task, columns, weighted, spread }: Case): {
  logits: Float32Array
  targets: Int32Array
  weights?: Float32Array
  labels: string[]
} {
  const next = seededNumbers(7 + columns)
  const below = (limit: number): number => Math.floor(((next() + 1) / 2) * limit)
  const logits = Float32Array.from({ length: rows * columns }, () => spread * next())
  const targets = Int32Array.from({ length: task === 'multi-label' ? rows * columns : rows }, () =>
    below(task === 'multi-class' ? columns : 2),
  )
  const weights = Float32Array.from({ length: rows }, (_, row) => (row === 3 ? 0 : 1 + next()))
  const labels = Array.from({ length: task === 'binary' ? 2 : columns }, (_, j) => `${j}`)
  return { logits, targets, labels, ...(weighted && { weights }) }
}

describe('the losses', () => {
  it.each(cases)(
    'should be those of the reference, with its gradient and that of finite differences: $task, $columns columns, smoothing $smoothing, weighted $weighted',
    async (options) => {
      const { task, columns, smoothing } = options
      const { logits, targets, weights, labels } = makeBatch(options)
      const spec = { task: { type: task, labels } }
      const reference = (at: ArrayLike<number>): { loss: number; gradient: number[]; probabilities: number[] } => {
        const result = { loss: 0, gradient: [] as number[], probabilities: [] as number[] }
        for (let row = 0; row < rows; row++) {
          const share = (weights?.[row] ?? 1) / rows
          const own = Float64Array.from({ length: columns }, (_, j) => at[row * columns + j]!)
          const expected = smoothTargets(spec, rowTargets(spec, targets, row), smoothing)
          const { loss, toLogits, probabilities } = crossEntropy(own, expected, task)
          result.loss += loss * share
          result.gradient.push(...toLogits.map((value) => value * share))
          result.probabilities.push(...probabilities)
        }
        return result
      }
      const expected = reference(logits)
      const measured = Float64Array.from(logits, (_, i) => {
        const moved = (step: number): number => reference(Float64Array.from(logits).with(i, logits[i]! + step)).loss
        return (moved(1e-5) - moved(-1e-5)) / 2e-5
      })

      const { loss, probabilities, gradient } = await runLoss(task, smoothing, logits, {
        batchSize: rows,
        targets,
        ...(weights && { weights }),
      })

      expect(Math.abs(loss - expected.loss)).toBeLessThan(2e-7 * expected.loss)
      expect(relativeDifference(probabilities, expected.probabilities)).toBeLessThan(3e-7)
      expect(relativeDifference(gradient, expected.gradient)).toBeLessThan(1e-6)
      expect(relativeDifference(gradient, measured)).toBeLessThan(1e-6)
    },
  )

  it('should be finite and exact for logits that saturate', async () => {
    for (const [logit, target, expected] of [
      [200, 1, 0],
      [200, 0, 200],
      [-200, 1, 200],
      [-3e38, 0, 0],
      [20, 1, Math.log1p(Math.exp(-20))],
    ] as const) {
      const { loss, gradient } = await runLoss('binary', 0, Float32Array.of(logit), {
        batchSize: 1,
        targets: Int32Array.of(target),
      })
      expect(Math.abs(loss - expected)).toBeLessThanOrEqual(1e-9 * expected + 1e-80)
      expect(Number.isFinite(gradient[0])).toBe(true)
    }
    const logits = Float32Array.of(500, -500, 100)
    const { loss, gradient } = await runLoss('multi-class', 0, logits, { batchSize: 1, targets: Int32Array.of(1) })
    expect(loss).toBe(1000)
    expect([...gradient].map((value) => Math.round(1e6 * value) / 1e6)).toEqual([1, -1, 0])
    const smooth = await runLoss('multi-class', 0.3, logits, { batchSize: 1, targets: Int32Array.of(1) })
    expect(smooth.loss).toBeCloseTo(0.7 * 1000 + 0.3 * (500 - 100 / 3), 9)
  })

  it('should give rows of weight 0 no gradient and no loss', async () => {
    for (const [task, columns] of tasks) {
      const { logits, targets } = makeBatch({ task, columns, weighted: false, spread: 3 })
      const weights = new Float32Array(rows)
      const { loss, gradient } = await runLoss(task, 0.1, logits, { batchSize: rows, targets, weights })

      expect(loss).toBe(0)
      expect(gradient.every((value) => value === 0)).toBe(true)
    }
  })

  it('should take weights of 1 for none', async () => {
    for (const [task, columns] of tasks) {
      const { logits, targets } = makeBatch({ task, columns, weighted: false, spread: 3 })
      const weights = new Float32Array(rows).fill(1)

      expect(await runLoss(task, 0.1, logits, { batchSize: rows, targets, weights })).toEqual(
        await runLoss(task, 0.1, logits, { batchSize: rows, targets }),
      )
    }
  })
})

describe('the losses and Keras', () => {
  const figures = new URL('../../../../reference/keras/figures/losses.safetensors', import.meta.url)
  const stored: StoredTensors = decodeSafetensors(readFileSync(figures))
  const recorded = JSON.parse(stored.metadata['cases']!) as Record<
    string,
    { task: TaskSpec['type']; labelSmoothing: number }
  >
  const read = (name: string): Float32Array => tensorToFloat32(named(stored.tensors, name), name).data

  it.each(Object.entries(recorded))('should be the same: %s', async (name, { task, labelSmoothing }) => {
    const logits = read(`${name}/logits`)
    const bytes = Uint8Array.from(named(stored.tensors, `${name}/targets`).bytes)
    const targets = new Int32Array(bytes.buffer)
    const weighted = stored.tensors.has(`${name}/weights`)

    const { loss, gradient } = await runLoss(task, labelSmoothing, logits, {
      batchSize: 6,
      targets,
      ...(weighted && { weights: read(`${name}/weights`) }),
    })

    const expected = read(`${name}/loss`)[0]!
    expect(Math.abs(loss - expected)).toBeLessThan(3e-7 * expected)
    expect(relativeDifference(gradient, read(`${name}/gradient`))).toBeLessThan(1e-6)
    expect(weighted).toBe(name.endsWith('weighted'))
  })
})
