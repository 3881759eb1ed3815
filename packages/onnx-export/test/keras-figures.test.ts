import { readdirSync, readFileSync } from 'node:fs'
import { createModelSpec, createVocabulary, decodeSafetensors, tensorToFloat32, weightShapes } from '@wordloom/core'
import type { StoredTensors, TrainedModel } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { exportOnnx } from '../src/export-onnx.js'
import { largestDifference, runRows } from './support/onnx-file.js'

/** Recorded by reference/keras: weights, rows of ids, and the probabilities that Keras gives for them. */
const figures = new URL('../../../reference/keras/figures/', import.meta.url)
const traces = readdirSync(figures).filter((name) => /^traces-.*\.safetensors$/.test(name))

describe('an exported model', () => {
  it('should have figures of Keras to be compared with', () => {
    expect(traces.length).toBeGreaterThanOrEqual(2)
  })

  it.each(traces)('should answer as Keras does in %s', async (name) => {
    const stored = decodeSafetensors(new Uint8Array(readFileSync(new URL(name, figures))))
    const [rowCount, time] = stored.tensors.get('batch/0/ids')!.shape as [number, number]
    const ids = Array.from(new Int32Array(stored.tensors.get('batch/0/ids')!.bytes.slice().buffer))
    const rows = Array.from({ length: rowCount }, (_, row) => ids.slice(row * time, (row + 1) * time))
    expect(ids).toContain(0)

    const received = await runRows(exportOnnx(initialModel(stored)), rows)

    const recorded = Array.from(tensorToFloat32(stored.tensors.get('probabilities/0')!, name).data)
    expect(largestDifference(received.flat(), recorded)).toBeLessThan(1e-6)
    expect(Math.max(...recorded) - Math.min(...recorded)).toBeGreaterThan(0.01)
  })
})

function initialModel(stored: StoredTensors): TrainedModel {
  const shape = (name: string): readonly number[] => stored.tensors.get(`initial/${name}`)!.shape
  const [vocabularySize, dimension] = shape('embedding/embeddings') as [number, number]
  const [hidden, outputs] = shape('output/kernel') as [number, number]
  const labels = Array.from({ length: Math.max(2, outputs) }, (_, index) => `label ${index}`)
  const spec = createModelSpec(labels, {
    embedding: { dimension },
    encoder: { units: shape('encoder/0/forward/recurrent_kernel')[0]! },
    hidden: { units: hidden },
  })
  const vocabulary = createVocabulary(Array.from({ length: vocabularySize - 2 }, (_, index) => `word ${index}`))
  const weights = new Map(
    [...weightShapes(spec, vocabularySize).keys()].map((name) => [
      name,
      tensorToFloat32(stored.tensors.get(`initial/${name}`)!, name),
    ]),
  )
  return { spec, vocabulary, weights, history: [], bestEpoch: 0, embeddingSource: 'random' }
}
