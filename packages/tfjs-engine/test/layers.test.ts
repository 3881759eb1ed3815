import type { Batch, EngineConfig, TrainedModel } from '@wordloom/core'
import { createVocabulary, encodeModelFolder, WordloomError } from '@wordloom/core'
import * as tfjsLayers from '@tensorflow/tfjs-layers'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createKernelsEngine } from '@wordloom/kernels'
import { fromTfjs, registerLayers, toTfjs, type LayersModel } from '../src/layers/layers-models.js'
import { loadBackend } from './support/load-backend.js'
import { randomTrainings } from './support/random-networks.js'

beforeAll(() => loadBackend('cpu'))

function modelOf({ spec, weights, vocabularySize }: EngineConfig): TrainedModel {
  const words = Array.from({ length: vocabularySize - 2 }, (_, i) => `word${i}`)
  const history = [{ epoch: 1, loss: 0.5, accuracy: 0.75, seconds: 2 }]
  return { spec, weights, vocabulary: createVocabulary(words), history, bestEpoch: 1, embeddingSource: 'random' }
}

function sample(count: number) {
  return fc.sample(randomTrainings, { numRuns: count, seed: 3 })
}

async function predict(model: LayersModel, { batchSize, time, ids }: Batch): Promise<Float32Array> {
  const input = tf.tensor(ids, [batchSize, time], 'int32')
  const output = model.predict(input) as tf.Tensor
  const values = await output.data<'float32'>()
  tf.dispose([input, output])
  return values
}

/** `save` and `loadLayersModel` through memory. */
async function savedAndLoaded(model: LayersModel): Promise<LayersModel> {
  let artifacts: tf.io.ModelArtifacts | undefined
  await model.save(
    tf.io.withSaveHandler(async (saved) => {
      artifacts = saved
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } }
    }),
  )
  const json = JSON.parse(JSON.stringify({ ...artifacts!, weightData: undefined })) as tf.io.ModelArtifacts
  return tfjsLayers.loadLayersModel(tf.io.fromMemory({ ...json, weightData: artifacts!.weightData! }))
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length)
  return actual.reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i]!)), 0)
}

describe('LayersModels', () => {
  it('should predict as the engines do, with padding anywhere, and come back from a file of tfjs the same', async () => {
    for (const { config, batches } of sample(40)) {
      const trained = modelOf(config)
      const batch = batches.find(({ time }) => time > 0)
      const before = tf.memory().numTensors
      const model = toTfjs(tf, tfjsLayers, trained)
      const loaded = await savedAndLoaded(model)
      if (batch !== undefined) {
        const { optimizer: _, ...predicting } = config
        const engine = await createKernelsEngine(predicting)
        // What stands behind the length of a row is padding for an engine; a LayersModel knows no lengths.
        const expected = await engine.predictBatch(batch)
        expect(largestDifference(await predict(model, batch), expected)).toBeLessThan(1e-6)
        expect(await predict(loaded, batch)).toEqual(await predict(model, batch))
        engine.dispose()
      }
      const folder = encodeModelFolder(trained)
      expect(encodeModelFolder(await fromTfjs(model))).toEqual(folder)
      expect(encodeModelFolder(await fromTfjs(loaded))).toEqual(folder)
      model.dispose()
      loaded.dispose()
      expect(tf.memory().numTensors).toBe(before)
    }
  })

  it('should be made by hand and taken with a vocabulary and labels', async () => {
    const { gru, pooling } = registerLayers(tf, tfjsLayers)
    const { layers, sequential } = tfjsLayers
    const model = sequential({
      layers: [
        layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true, inputShape: [null] }),
        gru({ units: 2, resetAfter: true, returnSequences: true }),
        layers.dropout({ rate: 0.25 }),
        gru({ units: 2, resetAfter: true, returnSequences: true }),
        pooling({ mode: 'mean' }),
        layers.dense({ units: 4, activation: 'relu' }),
        layers.dense({ units: 3, activation: 'softmax' }),
      ],
    })
    const vocabulary = createVocabulary(['a', 'b', 'c'])
    const trained = await fromTfjs(model, { vocabulary, labels: ['x', 'y', 'z'], maxLength: 9 })

    expect(trained.spec).toMatchObject({
      maxLength: 9,
      embedding: { dimension: 3 },
      encoder: { units: 2, layers: 2, pooling: 'mean', dropout: 0.25, resetAfter: true },
      hidden: { units: 4 },
      task: { type: 'multi-class', labels: ['x', 'y', 'z'] },
    })
    const ids = Int32Array.of(2, 3, 0, 4, 0, 0)
    const batch = { batchSize: 2, time: 3, ids, lengths: Int32Array.of(2, 1) }
    const engine = await createKernelsEngine({ ...trained, vocabularySize: 5 })
    expect(largestDifference(await predict(model, batch), await engine.predictBatch(batch))).toBeLessThan(1e-6)
    model.dispose()
  })

  it('should be trained further by tfjs', async () => {
    const [first] = sample(1)
    const model = toTfjs(tf, tfjsLayers, modelOf(first!.config))
    // Operations whose gradients a backend has: the table stays as it is.
    model.getLayer('embedding').trainable = false
    model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' })
    const x = tf.tensor([[2, 3, 0, 4]], [1, 4], 'int32')
    const outputs = model.outputs[0]!.shape[1]!
    const losses: number[] = []
    for (let i = 0; i < 3; i++) losses.push(Number(await model.trainOnBatch(x, tf.ones([1, outputs]))))
    expect(losses[2]).toBeLessThan(losses[0]!)
    const { weights } = await fromTfjs(model)
    expect(weights.get('encoder/0/forward/kernel')).not.toEqual(first!.config.weights.get('encoder/0/forward/kernel'))
  })

  it('should say which layers are missing', async () => {
    const { layers, sequential } = tfjsLayers
    const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] })
    await expect(fromTfjs(model)).rejects.toMatchObject({
      code: 'MODEL_SPEC_INVALID',
      details: { received: 'Dense', expected: expect.stringContaining('WordloomBidirectionalGru') },
    })
  })

  it('should ask for what a model without metadata lacks', async () => {
    const [first] = sample(1)
    const model = toTfjs(tf, tfjsLayers, modelOf(first!.config))
    model.setUserDefinedMetadata({})
    await expect(fromTfjs(model)).rejects.toMatchObject({ code: 'MODEL_SPEC_INVALID' })
    const options = { vocabulary: createVocabulary(['a']), labels: first!.config.spec.task.labels }
    await expect(fromTfjs(model, options)).rejects.toThrow(WordloomError)
    await expect(fromTfjs(model, options)).rejects.toMatchObject({ details: { name: 'embedding/embeddings' } })
  })
})
