import type { TrainedModel } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { exportOnnx } from '../../src/export-onnx.js'
import { layerWeights } from '../../src/graph/layer-weights.js'
import { randomModel, withWeight } from '../support/models.js'
import { floatsOf, largestDifference, runRows } from '../support/onnx-file.js'
import { referenceProbabilities } from '../support/reference.js'

const padGateWeight = (model: TrainedModel): number => layerWeights(model, 0, 'fp32').padGate

const forward = 'encoder/0/forward/recurrent_kernel'

describe('padGateWeight', () => {
  it('should be 20 when nothing speaks against the gate', () => {
    const zero = ['forward', 'backward'].reduce(
      (model, direction) =>
        ['recurrent_kernel', 'bias'].reduce(
          (part, name) => withWeight(part, `encoder/0/${direction}/${name}`, (data) => data.fill(0)),
          model,
        ),
      randomModel(),
    )
    expect(padGateWeight(zero)).toBe(20)
  })

  it('should grow with the update gate only, and by the worst unit of both directions', () => {
    const model = randomModel({ units: 2 })
    const before = padGateWeight(model)
    const otherGates = withWeight(model, forward, (data) => {
      // Columns are z, z, r, r, h, h.
      for (const row of [0, 6]) data.fill(50, row + 2, row + 6)
    })
    expect(padGateWeight(otherGates)).toBe(before)
    const bias = withWeight(model, 'encoder/0/backward/bias', (data) => data.fill(-10, 0, 1).fill(-10, 6, 7))
    const { data } = model.weights.get('encoder/0/backward/recurrent_kernel')!
    expect(padGateWeight(bias)).toBe(Math.ceil(20 + 20 + Math.abs(data[0]!) + Math.abs(data[6]!)))
  })

  it('should still mask exactly just below its limit, where the state pulls hardest against it', async () => {
    const model = withWeight(randomModel({ units: 2 }), forward, (data) => {
      for (const row of [0, 6]) data.fill(row === 0 ? 29 : -29, row, row + 2)
    })
    expect(padGateWeight(model)).toBeGreaterThan(77)
    const [answer] = await runRows(exportOnnx(model), [[4, 0, 0, 9, 0, 6, 0, 0, 0]])
    expect(largestDifference(answer!, referenceProbabilities(model, [4, 9, 6]))).toBeLessThan(1e-5)
  })

  it('should refuse weights that would need more', () => {
    const model = withWeight(randomModel({ units: 2 }), forward, (data) => data.fill(30))
    expect(() => exportOnnx(model)).toThrow(
      expect.objectContaining({
        code: 'ONNX_UNSUPPORTED',
        details: expect.objectContaining({ expected: expect.stringContaining('80'), received: expect.any(Number) }),
      }),
    )
  })

  it('should stand in the update gate rows of both directions and in no other', () => {
    const model = randomModel({ dimension: 5, units: 3 })
    const kernel = floatsOf(exportOnnx(model), 'encoder/0/kernel')
    const lastColumn = Array.from({ length: 2 * 9 }, (_, row) => kernel[row * 6 + 5])
    const gate = padGateWeight(model)
    const direction = [gate, gate, gate, 0, 0, 0, 0, 0, 0]
    expect(lastColumn).toEqual([...direction, ...direction])
  })
})
