import type { ModelSpec, Tensor, TrainedModel } from '@wordloom/core'
import { outputCount } from '@wordloom/core'
import type { SymbolicTensor } from '@tensorflow/tfjs-layers'
import { writeMetadata } from './metadata.js'
import type { LayersModel, TfjsCore, TfjsLayers } from './namespaces.js'
import { registerLayers } from './registered-layers.js'
import { layerWeights } from './layer-weights.js'

/**
 * The network of a model as a `LayersModel` of TensorFlow.js: `model.save` writes it, `tf.loadLayersModel` reads it, and it
 * can be trained further. Inputs are int32 ids, `[batch, time]`; an id 0 is skipped wherever it stands. `time` is at least
 * 1. Outputs are probabilities, `[batch, outputs]`.
 *
 * Specification, vocabulary and history travel as user-defined metadata, which {@link fromTfjs} reads. Before a saved model
 * is loaded in another program, that one calls {@link registerLayers}.
 *
 * The caller disposes the model.
 *
 * @param tf - the namespace of `@tensorflow/tfjs-core`
 * @param layers - the namespace of `@tensorflow/tfjs-layers`; `@tensorflow/tfjs` is both
 */
export function toTfjs(tf: TfjsCore, layers: TfjsLayers, model: TrainedModel): LayersModel {
  const made = buildModel(tf, layers, model.spec, model.vocabulary.size)
  for (const [name, weights] of layerWeights(model.spec))
    setWeights(
      tf,
      made,
      name,
      weights.map((weight) => model.weights.get(weight)!),
    )
  writeMetadata(made, model)
  return made
}

function setWeights(tf: TfjsCore, model: LayersModel, layer: string, weights: readonly Tensor[]): void {
  const tensors = weights.map(({ data, shape }) => tf.tensor(data.slice(), [...shape]))
  model.getLayer(layer).setWeights(tensors)
  for (const tensor of tensors) tensor.dispose()
}

function buildModel(
  tf: TfjsCore,
  { input, layers, model, ...rest }: TfjsLayers,
  spec: ModelSpec,
  size: number,
): LayersModel {
  const { gru, pooling } = registerLayers(tf, { input, layers, model, ...rest })
  const { encoder, embedding, hidden, task } = spec
  const ids = input({ shape: [null], dtype: 'int32', name: 'ids' })
  let signal: SymbolicTensor = ids
  const add = (layer: ReturnType<typeof gru>): void => {
    const output = layer.apply(signal)
    signal = output as SymbolicTensor
  }
  const addDropout = (index: number): void => {
    if (encoder.dropout > 0) add(layers.dropout({ name: `dropout_${index}`, rate: encoder.dropout }))
  }

  add(
    layers.embedding({
      name: 'embedding',
      inputDim: size,
      outputDim: embedding.dimension,
      maskZero: true,
      trainable: embedding.trainable !== false,
    }),
  )
  for (let index = 0; index < encoder.layers; index++) {
    if (index > 0) addDropout(index - 1)
    const returnSequences = index < encoder.layers - 1 || encoder.pooling !== 'last'
    const { units, resetAfter } = encoder
    add(gru({ name: `encoder_${index}`, units, resetAfter, returnSequences }))
  }
  if (encoder.pooling !== 'last') add(pooling({ name: 'pooling', mode: encoder.pooling }))
  addDropout(encoder.layers - 1)
  add(layers.dense({ name: 'hidden', units: hidden.units, activation: 'relu' }))
  const activation = task.type === 'multi-class' ? 'softmax' : 'sigmoid'
  add(layers.dense({ name: 'output', units: outputCount(spec), activation }))
  return model({ inputs: ids, outputs: signal, name: 'wordloom' })
}
