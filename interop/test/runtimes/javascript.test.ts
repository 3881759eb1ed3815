import { join } from 'node:path'
import type { TrainedModel } from '@wordloom/core'
import { exportOnnx } from '@wordloom/onnx-export'
import { describe, expect, it } from 'vitest'
import { models } from '../../src/models/models.js'
import { prepareModel } from '../../src/run/prepared-model.js'
import { runModel } from '../../src/run/run-model.js'
import { javascript } from '../../src/runtimes/javascript.js'
import { temporaryFolder } from '../support.js'

const options = { differencePerPadding: 0, withControl: true }
const [small] = models

describe.each(['with-onnxruntime-node.mjs', 'with-onnxruntime-web.mjs'])('the program %s', (script) => {
  const build = javascript('one', 'One', script).build

  it('should agree with Wordloom, and find the control', async () => {
    const cache = await temporaryFolder()
    const runtime = await build({ cache, onProgress() {} })
    for (const name of ['small', 'int8', 'tokens', 'text', 'text-split']) {
      const model = models.find((each) => each.name === name)!
      const { version, result } = await runModel(runtime, await prepareModel(model, cache), options)
      expect(version).toMatch(/^1\./)
      expect(result.failure, name).toBeUndefined()
      expect(result.largestDifference).toBeLessThan(1e-5)
    }
  })

  it('should find that a file is not of the model', async () => {
    const cache = await temporaryFolder()
    const runtime = await build({ cache, onProgress() {} })
    const older = exportOnnx(withoutOutputBias(small!.create()))
    const { result } = await runModel(runtime, await prepareModel(small!, join(cache, 'wrong'), older), options)
    expect(result.failure).toContain('differs')
  })
})

function withoutOutputBias(model: TrainedModel): TrainedModel {
  const weights = new Map(model.weights)
  const bias = weights.get('output/bias')!
  return { ...model, weights: weights.set('output/bias', { ...bias, data: bias.data.map(() => 0) }) }
}
