import { createRandom } from '@wordloom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportOnnx } from '../src/export-onnx.js'
import { newestOpset, oldestOpset } from '../src/graph/operator-sets.js'
import { largestDifference, runRows } from './support/onnx-file.js'
import { randomModel, withWeight, type ModelSizes } from './support/models.js'
import { referenceProbabilities } from './support/reference.js'

const labels = ['news', 'sport', 'weather', 'other']

describe('exportOnnx', () => {
  it.each<[string, ModelSizes]>([
    ['a binary model', {}],
    ['a multi-class model', { labels }],
    ['a multi-label model', { labels, task: 'multi-label' }],
    ['a multi-label model of two labels', { task: 'multi-label' }],
    ['sizes of 1', { words: 1, dimension: 1, units: 1, hidden: 1, maxLength: 1 }],
    ['odd sizes', { words: 101, dimension: 13, units: 9, hidden: 17, labels: labels.slice(1) }],
    ['sizes of SIMD blocks', { words: 64, dimension: 32, units: 16, hidden: 16 }],
  ])('should answer as the float64 reference for %s', async (_, sizes) => {
    const model = randomModel(sizes)
    const random = createRandom(7)
    const rows = Array.from({ length: 33 }, () =>
      Array.from({ length: 12 }, () => 1 + random.nextInteger(model.vocabulary.size - 1)),
    )
    const expected = rows.map((row) => referenceProbabilities(model, row))
    const received = await runRows(exportOnnx(model), rows)
    expect(largestDifference(received.flat(), expected.flat())).toBeLessThan(1e-6)
    const answers = expected.map((row) => row.at(-1)!)
    expect(Math.max(...answers) - Math.min(...answers)).toBeGreaterThan(sizes.words === 1 ? 0.001 : 0.05)
  })

  it('should answer the same however a row is padded', async () => {
    const model = randomModel({ labels })
    const row = [3, 7, 1, 9, 4]
    const expected = referenceProbabilities(model, row)
    const bytes = exportOnnx(model)
    const [unpadded] = await runRows(bytes, [row])
    const padded = await runRows(bytes, [
      [...row, 0, 0, 0, 0],
      [0, 0, 0, 0, ...row],
      [3, 0, 7, 1, 0, 0, 9, 4, 0],
      [0, 3, 7, 0, 1, 0, 9, 0, 4],
    ])
    expect(largestDifference(unpadded!, expected)).toBeLessThan(1e-6)
    for (const answer of padded) expect(largestDifference(answer, unpadded!)).toBeLessThan(1e-7)
  })

  it('should not let hundreds of padding steps change anything', async () => {
    const model = randomModel({ dimension: 16, units: 32, seed: 3 })
    const row = [3, 7, 1, 9, 4]
    const [answer] = await runRows(exportOnnx(model), [[...new Array<number>(400).fill(0), ...row]])
    expect(largestDifference(answer!, referenceProbabilities(model, row))).toBeLessThan(1e-6)
  })

  it('should ignore what stands in the padding row of the table', async () => {
    const model = withWeight(randomModel(), 'embedding/embeddings', (table) => table.fill(1e6, 0, 5))
    const [answer] = await runRows(exportOnnx(model), [[2, 3, 0, 0]])
    expect(largestDifference(answer!, referenceProbabilities(model, [2, 3]))).toBeLessThan(1e-6)
  })

  it('should answer empty texts, alone and among others', async () => {
    const model = randomModel({ labels })
    const bytes = exportOnnx(model)
    const empty = referenceProbabilities(model, [])
    const [alone] = await runRows(bytes, [[]])
    const [first, second] = await runRows(bytes, [
      [0, 0],
      [5, 6],
    ])
    expect(largestDifference(alone!, empty)).toBeLessThan(1e-6)
    expect(largestDifference(first!, empty)).toBeLessThan(1e-6)
    expect(largestDifference(second!, referenceProbabilities(model, [5, 6]))).toBeLessThan(1e-6)
  })

  it('should hold for any sizes, rows and padding', async () => {
    const size = fc.integer({ min: 1, max: 9 })
    await fc.assert(
      fc.asyncProperty(
        fc.record({ words: size, dimension: size, units: size, hidden: size, seed: fc.nat(1000) }),
        fc.constantFrom(labels, labels.slice(2)),
        fc.record({
          layers: fc.integer({ min: 1, max: 3 }),
          pooling: fc.constantFrom('last', 'max', 'mean'),
          resetAfter: fc.boolean(),
        }),
        fc.record({
          opset: fc.integer({ min: oldestOpset, max: newestOpset }),
          optimize: fc.constantFrom('portable', 'onnxruntime', 'unrolled'),
        }),
        fc.array(fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        async (sizes, someLabels, encoder, { opset, optimize }, rows) => {
          const model = randomModel({ ...sizes, labels: someLabels, encoder, maxLength: 6 })
          const expected = rows.map((row) =>
            referenceProbabilities(
              model,
              row.filter((id) => id !== 0),
            ),
          )
          const received = await runRows(exportOnnx(model, { opset, optimize }), rows)
          expect(largestDifference(received.flat(), expected.flat())).toBeLessThan(2e-6)
        },
      ),
      { numRuns: 120 },
    )
  })

  it('should give the same bytes for the same model', () => {
    const tokenizer = { type: 'text-vectorization', casing: 'ascii' } as const
    const reordered = { casing: 'ascii', type: 'text-vectorization' } as const
    const first = exportOnnx(randomModel({ tokenizer }))
    expect(exportOnnx(randomModel({ tokenizer: reordered }))).toEqual(first)
    expect(exportOnnx(randomModel({ tokenizer, seed: 2 }))).not.toEqual(first)
  })

  it('should read weights that are views into a larger buffer', () => {
    const model = randomModel()
    const weights = new Map(
      [...model.weights].map(([name, { shape, data }]) => {
        const larger = new Float32Array(data.length + 3)
        larger.set(data, 3)
        return [name, { shape, data: larger.subarray(3) }]
      }),
    )
    expect(exportOnnx({ ...model, weights })).toEqual(exportOnnx(model))
  })

  it('should be within 1 % of the weights at the size of the reference network', () => {
    const model = randomModel({ words: 9998, dimension: 128, units: 64, hidden: 64, maxLength: 100 })
    const weightBytes = [...model.weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0)
    const { length } = exportOnnx(model)
    expect(length).toBeGreaterThan(weightBytes)
    expect(length).toBeLessThan(weightBytes * 1.01)
  })

  it('should not let the probabilities of a multi-label model add up to 1', async () => {
    const [row] = await runRows(exportOnnx(randomModel({ labels, task: 'multi-label' })), [[2, 3, 4]])
    expect(Math.abs(row!.reduce((sum, probability) => sum + probability, 0) - 1)).toBeGreaterThan(0.1)
  })

  it('should not mind dropout, which only training has', async () => {
    const model = randomModel({ encoder: { dropout: 0.5 } })
    const [answer] = await runRows(exportOnnx(model), [[2, 3]])
    expect(largestDifference(answer!, referenceProbabilities(model, [2, 3]))).toBeLessThan(1e-6)
  })

  it('should refuse weights that do not fit the specification', () => {
    const model = randomModel()
    const without = new Map(model.weights)
    without.delete('hidden/bias')
    expect(() => exportOnnx({ ...model, weights: without })).toThrow(
      expect.objectContaining({ code: 'TENSOR_MISSING', message: expect.stringContaining('hidden/bias') }),
    )
    const { data } = model.weights.get('output/kernel')!
    const turned = new Map(model.weights).set('output/kernel', { shape: [1, 7], data })
    expect(() => exportOnnx({ ...model, weights: turned })).toThrow(
      expect.objectContaining({ code: 'TENSOR_SHAPE', message: expect.stringContaining('[7, 1]') }),
    )
    const diverged = withWeight(model, 'encoder/0/backward/bias', (bias) => bias.fill(NaN, 4, 5))
    expect(() => exportOnnx(diverged)).toThrow(
      expect.objectContaining({ code: 'NOT_A_NUMBER', message: expect.stringContaining('value 4') }),
    )
  })
})
