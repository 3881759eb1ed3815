import { createKernelsEngine } from '@wordloom/kernels'
import { engineConformance, readEngineTrace } from '@wordloom/core/testing'
import { describe, expect, it } from 'vitest'
import { readKerasTraces } from '../../../reference/keras/keras-traces.js'

const traces = readKerasTraces()

describe('the kernels engine and Keras', () => {
  it('should have traces of every task, pooling, optimizer and option', () => {
    const configs = [...traces.values()].map((file) => readEngineTrace(file))
    const variety = (value: (trace: (typeof configs)[number]) => unknown): unknown[] =>
      [...new Set(configs.map(value))].toSorted()

    expect(variety(({ config }) => config.spec.task.type)).toEqual(['binary', 'multi-class', 'multi-label'])
    expect(variety(({ config }) => config.spec.encoder.pooling)).toEqual(['last', 'max', 'mean'])
    expect(variety(({ config }) => config.spec.encoder.layers)).toEqual([1, 2, 3])
    expect(variety(({ config }) => config.spec.encoder.resetAfter)).toEqual([false, true])
    expect(variety(({ config }) => config.spec.embedding.trainable)).toEqual([false, true])
    expect(variety(({ config }) => config.optimizer.type)).toEqual(['adam', 'adamw', 'rmsprop', 'sgd'])
    expect(variety(({ config }) => config.optimizer.globalClipNorm !== undefined)).toEqual([false, true])
    expect(variety(({ config }) => config.optimizer.embeddingUpdates)).toEqual(['dense'])
    expect(variety(({ config }) => config.labelSmoothing !== undefined)).toEqual([false, true])
    expect(variety(({ steps }) => steps[0]!.batch.weights !== undefined)).toEqual([false, true])
    expect(variety(({ steps }) => steps[0]!.options.learningRate !== undefined)).toEqual([false, true])
    expect(variety(({ steps }) => steps.some(({ batch }) => batch.lengths.includes(0)))).toEqual([true])
  })

  const tolerance = { loss: 2e-6, probability: 1e-6, weight: 1e-5 }
  for (const { name, run } of engineConformance(createKernelsEngine, traces, tolerance)) it(name, run)
})
