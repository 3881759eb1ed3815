import type * as core from '@tensorflow/tfjs-core'
import type * as layersPackage from '@tensorflow/tfjs-layers'
import type { Batch, TrainingBatch } from '@wordloom/core'
import type { Dataset } from '../../train/data/dataset.js'
import type { MeasuredNetwork } from '../../train/worker/measured-network.js'

/** What is used of TensorFlow.js: of its packages one by one, or of all in one. */
export type TfjsCore = Pick<typeof core, 'tensor' | 'train'>
export type TfjsLayers = Pick<typeof layersPackage, 'layers' | 'sequential'>

/** In the order of tfjs-layers; the biases of its GRU are others, and begin as zeros. */
const weightNames = [
  'embedding/embeddings',
  'encoder/0/forward/kernel',
  'encoder/0/forward/recurrent_kernel',
  undefined,
  'encoder/0/backward/kernel',
  'encoder/0/backward/recurrent_kernel',
  undefined,
  'hidden/kernel',
  'hidden/bias',
  'output/kernel',
  'output/bias',
]

/**
 * The network as users of tfjs-layers would write it, on the backend that is set, from the weights of a dataset. Its GRU
 * applies the reset gate before the product (`resetAfter` is not possible), which makes it a slightly different network.
 * Rows are of full length, so that nothing needs to be masked.
 */
export function tfjsLayersNetwork(tf: TfjsCore, { layers, sequential }: TfjsLayers, dataset: Dataset): MeasuredNetwork {
  const { vocabularySize, dimension, units, hiddenUnits, time } = dataset.sizes
  const gru = layers.gru({
    units,
    recurrentActivation: 'sigmoid',
    kernelInitializer: 'zeros',
    recurrentInitializer: 'zeros',
  })
  const model = sequential({
    layers: [
      layers.embedding({
        inputDim: vocabularySize,
        outputDim: dimension,
        inputLength: time,
        embeddingsInitializer: 'zeros',
      }),
      layers.bidirectional({ layer: gru, mergeMode: 'concat' }),
      layers.dense({ units: hiddenUnits, activation: 'relu' }),
      layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  })
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' })
  const weights = model.getWeights().map((initial, index) => {
    const name = weightNames[index]
    return name === undefined ? initial : tf.tensor(dataset.weights.get(name)!.data, initial.shape)
  })
  model.setWeights(weights)

  const inputOf = ({ ids, batchSize }: Batch) => tf.tensor(ids, [batchSize, time], 'int32')
  return {
    async train(batch: TrainingBatch) {
      const input = inputOf(batch)
      const target = tf.tensor(Float32Array.from(batch.targets), [batch.batchSize, 1])
      const loss = await model.trainOnBatch(input, target)
      input.dispose()
      target.dispose()
      return Number(loss)
    },
    async predict(batch) {
      const input = inputOf(batch)
      const probabilities = model.predictOnBatch(input)
      const values = await (Array.isArray(probabilities) ? probabilities[0]! : probabilities).data<'float32'>()
      const copied = values.slice()
      for (const tensor of [input, probabilities].flat()) tensor.dispose()
      return copied
    },
  }
}
