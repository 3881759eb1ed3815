import { readdirSync, readFileSync } from 'node:fs'
import { createVocabulary } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { readEngineTrace, type EngineTrace } from '@wordloom/core/testing'
import { describe, expect, it } from 'vitest'
import { exportOnnx } from '../src/export-onnx.js'
import { largestDifference, runRows } from './support/onnx-file.js'

/** Recorded by reference/keras: weights, rows of ids, and the probabilities that Keras gives for them. */
const figures = new URL('../../../reference/keras/figures/', import.meta.url)
const traces = readdirSync(figures)
  .filter((name) => /^traces-.*\.safetensors$/.test(name))
  .map((name) => [name, readEngineTrace(new Uint8Array(readFileSync(new URL(name, figures))))] as const)

describe('an exported model', () => {
  it('should have figures of Keras that differ from row to row', () => {
    const spreads = traces.map(([, { steps }]) => {
      const probabilities = steps[0]!.probabilities!
      return Math.max(...probabilities) - Math.min(...probabilities)
    })
    expect(spreads.filter((spread) => spread > 0.01).length).toBeGreaterThan(10)
  })

  it('should have figures of Keras for every task to be compared with', () => {
    const tasks = new Set(traces.map(([, { config }]) => config.spec.task.type))
    expect([...tasks].toSorted()).toEqual(['binary', 'multi-class', 'multi-label'])
    const encoders = traces.map(([, { config }]) => config.spec.encoder)
    expect(encoders.some(({ layers }) => layers > 1)).toBe(true)
    expect(encoders.some(({ resetAfter }) => !resetAfter)).toBe(true)
    expect(new Set(encoders.map(({ pooling }) => pooling))).toEqual(new Set(['last', 'max', 'mean']))
  })

  it.each(traces)('should answer as Keras does in %s', async (_name, trace) => {
    const { batch, probabilities } = trace.steps[0]!
    const { batchSize, time, ids } = batch
    const rows = Array.from({ length: batchSize }, (_, row) => Array.from(ids.subarray(row * time, (row + 1) * time)))
    expect(ids).toContain(0)

    const received = await runRows(exportOnnx(initialModel(trace)), rows)

    const recorded = Array.from(probabilities!)
    expect(largestDifference(received.flat(), recorded)).toBeLessThan(1e-6)
  })

  it.each(traces)('should answer as Keras does without a GRU operator in %s', async (_name, trace) => {
    const { batch, probabilities } = trace.steps[0]!
    const { batchSize, time, ids } = batch
    const rows = Array.from({ length: batchSize }, (_, row) => Array.from(ids.subarray(row * time, (row + 1) * time)))

    const received = await runRows(exportOnnx(initialModel(trace), { optimize: 'unrolled', time }), rows)

    expect(largestDifference(received.flat(), Array.from(probabilities!))).toBeLessThan(1e-6)
  })
})

function initialModel({ config }: EngineTrace): TrainedModel {
  const { spec, vocabularySize, weights } = config
  const vocabulary = createVocabulary(Array.from({ length: vocabularySize - 2 }, (_, index) => `word ${index}`))
  return { spec, vocabulary, weights, history: [], bestEpoch: 0, embeddingSource: 'random' }
}
