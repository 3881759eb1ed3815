import type { ModelSpec, TaskSpec, Tensor, TokenizerSpec, TrainedModel, Vocabulary, Weights } from '@wordloom/core'
import { createModelSpec, weightShapes, WordloomError } from '@wordloom/core'
import type * as tfjsLayers from '@tensorflow/tfjs-layers'
import { layerWeights } from './layer-weights.js'
import { hasMetadata, readMetadata } from './metadata.js'
import type { LayersModel } from './namespaces.js'
import { gruClassName, poolingClassName } from './registered-layers.js'

/** What a LayersModel does not know, where it was not made by `toTfjs`. */
export interface FromTfjsOptions {
  /** The tokens, one for each row of the embedding table. */
  readonly vocabulary: Vocabulary
  /** In the order of their indices. */
  readonly labels: readonly string[]
  /** @defaultValue that of `createModelSpec` */
  readonly tokenizer?: TokenizerSpec
  /** @defaultValue that of `createModelSpec` */
  readonly maxLength?: number
  /** @defaultValue `binary` for one output, else `multi-class` */
  readonly task?: TaskSpec['type']
}

type Layer = tfjsLayers.layers.Layer

/**
 * Takes back the model that `toTfjs` made, however it was trained or saved meanwhile. Without options everything but the
 * weights comes from its metadata. With options the model may be any that has these layers in this order, whatever their
 * names: `Embedding`, bidirectional GRUs of `registerLayers`, pooling if any, two `Dense`; `Dropout` may stand between.
 *
 * @throws WordloomError `MODEL_SPEC_INVALID` for other layers or a lack of metadata and options, `TENSOR_SHAPE` where
 * sizes do not fit, and what `decodeModelFolder` throws. (As a rejection.)
 */
export async function fromTfjs(layersModel: LayersModel, options?: FromTfjsOptions): Promise<TrainedModel> {
  const network = readLayers(layersModel)
  if (options === undefined && hasMetadata(layersModel)) {
    return readMetadata(layersModel, await readWeights(network, network.encoder.length))
  }
  if (options === undefined) {
    throw new WordloomError('MODEL_SPEC_INVALID', 'The model has no metadata that say what it was made for', {
      expected: 'user-defined metadata of toTfjs(), or options',
      hint: 'Pass the vocabulary and the labels.',
    })
  }
  const spec = specOf(network, options)
  const weights = await readWeights(network, network.encoder.length)
  assertShapes(weights, spec, options.vocabulary)
  const { vocabulary } = options
  return { spec, vocabulary, weights, history: [], bestEpoch: 0, embeddingSource: 'tfjs' }
}

interface NetworkParts {
  readonly embedding: Layer
  readonly encoder: readonly Layer[]
  readonly pooling: Layer | undefined
  readonly dropout: Layer | undefined
  readonly hidden: Layer
  readonly output: Layer
}

function readLayers({ layers }: LayersModel): NetworkParts {
  const named = layers.map((layer) => ({ layer, kind: layer.getClassName().replace(/^.*>/, '') }))
  const order = named.map(({ kind }) => kind).filter((kind) => kind !== 'InputLayer' && kind !== 'Dropout')
  const pattern = new RegExp(`^Embedding(,${gruClassName})+(,${poolingClassName})?,Dense,Dense$`)
  if (!pattern.test(order.join())) {
    throw new WordloomError('MODEL_SPEC_INVALID', 'The model has other layers than those of a Wordloom network', {
      expected: `Embedding, ${gruClassName} (once or more), ${poolingClassName} (if any), Dense, Dense`,
      received: order.join(', '),
    })
  }
  const of = (kind: string): Layer[] => named.filter((item) => item.kind === kind).map(({ layer }) => layer)
  const [hidden, output] = of('Dense')
  return {
    embedding: of('Embedding')[0]!,
    encoder: of(gruClassName),
    pooling: of(poolingClassName)[0],
    dropout: of('Dropout')[0],
    hidden: hidden!,
    output: output!,
  }
}

async function readWeights({ embedding, encoder, hidden, output }: NetworkParts, layers: number): Promise<Weights> {
  const names = [...layerWeights({ encoder: { layers } as ModelSpec['encoder'] }).values()]
  const weights = new Map<string, Tensor>()
  for (const [i, layer] of [embedding, ...encoder, hidden, output].entries()) {
    // These tensors are the layer's own.
    for (const [j, tensor] of layer.getWeights().entries()) {
      const data = await tensor.data<'float32'>()
      weights.set(names[i]![j]!, { shape: tensor.shape, data: data.slice() })
    }
  }
  return weights
}

function specOf({ embedding, encoder, pooling, dropout, output }: NetworkParts, options: FromTfjsOptions): ModelSpec {
  const { labels, tokenizer, maxLength } = options
  const gru = encoder[0]!.getConfig()
  const table = embedding.getWeights()[0]!
  const outputs = output.getWeights()[1]!.size
  const task = options.task ?? (outputs === 1 ? 'binary' : 'multi-class')
  return createModelSpec(labels, {
    ...(tokenizer && { tokenizer }),
    ...(maxLength !== undefined && { maxLength }),
    embedding: { dimension: table.shape[1]!, trainable: embedding.trainable },
    encoder: {
      units: Number(gru['units']),
      layers: encoder.length,
      resetAfter: gru['resetAfter'] === true,
      pooling: pooling === undefined ? 'last' : pooling.getConfig()['mode'] === 'max' ? 'max' : 'mean',
      dropout: dropout === undefined ? 0 : Number(dropout.getConfig()['rate']),
    },
    hidden: { units: output.getWeights()[0]!.shape[0]! },
    task,
  })
}

function assertShapes(weights: Weights, spec: ModelSpec, vocabulary: Vocabulary): void {
  for (const [name, shape] of weightShapes(spec, vocabulary.size)) {
    const received = weights.get(name)?.shape ?? []
    if (received.join() === shape.join()) continue
    throw new WordloomError('TENSOR_SHAPE', 'A tensor has another shape than vocabulary, labels and layers need', {
      name,
      expected: `[${shape.join(', ')}]`,
      received: `[${received.join(', ')}]`,
    })
  }
}
