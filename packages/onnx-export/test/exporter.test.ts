import { wordloom, type Exporter } from '@wordloom/core'
import { exporterConformance } from '@wordloom/core/testing'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { exportOnnx, onnx } from '../src/index.js'
import { randomModel } from './support/models.js'
import { referenceClassifier } from './support/reference.js'
import { watchedRuntime } from './support/watched-runtime.js'

describe('onnx', () => {
  for (const [task, labels] of [
    ['binary', ['ham', 'spam']],
    ['multi-class', ['news', 'sport', 'other']],
    ['multi-label', ['news', 'sport', 'other']],
  ] as const) {
    describe(`with a ${task} model`, () => {
      const cases = exporterConformance(
        () => onnx(),
        async () => referenceClassifier(randomModel({ labels, task })),
      )
      for (const { name, run } of cases) it(name, run)
    })
  }

  it('should hand over the one file with its verification', async () => {
    const model = randomModel()
    const result = await onnx().export(referenceClassifier(model), { sampleTexts: ['word1 word2'] })
    expect(result.mainFile).toBe('model.onnx')
    expect([...result.files]).toEqual([['model.onnx', exportOnnx(model)]])
    expect(result.verification.cases.at(-1)).toMatchObject({ name: 'sample texts', rows: 1 })
    expect(result.verification.largestDifference).toBeLessThan(1e-6)
  })

  it('should use the runtime, tolerance and seed it was made with', async () => {
    const runtime = watchedRuntime()
    const { verification } = await onnx({ runtime, tolerance: 1e-4, seed: 7 }).export(
      referenceClassifier(randomModel()),
    )
    expect(runtime.seen.released).toBe(1)
    expect(verification.tolerance).toBe(1e-4)
  })

  it('should be a plugin', async () => {
    expectTypeOf(onnx()).toExtend<Exporter<'onnx'>>()
    const { files } = await wordloom().use(onnx()).export(referenceClassifier(randomModel()), 'onnx')
    expect([...files.keys()]).toEqual(['model.onnx'])
  })
})
