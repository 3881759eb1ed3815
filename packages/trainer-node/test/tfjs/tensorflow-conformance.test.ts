import { engineConformance, readEngineTrace } from '@wordloom/core/testing'
import { describe, expect, it } from 'vitest'
import { engineOf } from '../../src/engine/engine-of.js'
import { loadTfjs } from '../../src/tfjs/load-tfjs.js'
import { readKerasTraces } from '../support/keras-traces.js'
import { tfjsNodeFolder, tfjsNodeTitle } from '../support/tfjs-node.js'

describe.skipIf(tfjsNodeFolder === undefined)(`the tensorflow backend and Keras, ${tfjsNodeTitle}`, () => {
  const folders = [tfjsNodeFolder ?? '']
  const createEngine = engineOf({ backend: 'tensorflow', threads: 1, deterministic: false }, folders)
  const traces = readKerasTraces()
  const tolerance = { loss: 2e-6, probability: 1e-6, weight: 1e-5 }
  for (const { name, run } of engineConformance(createEngine, traces, tolerance)) it(name, run)

  it('should leave no tensor behind', async () => {
    const tf = loadTfjs('tensorflow', folders)
    const before = tf.memory().numTensors
    for (const file of traces.values()) {
      const { config, steps } = readEngineTrace(file)
      const engine = await createEngine(config)
      expect(engine.name).toBe('tfjs-tensorflow')
      for (const { batch, options } of steps.slice(0, 2)) await engine.trainBatch(batch, options)
      await engine.predictBatch(steps[0]!.batch)
      engine.dispose()
    }
    expect(tf.memory().numTensors).toBe(before)
  })
})
