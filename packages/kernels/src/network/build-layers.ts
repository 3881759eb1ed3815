import type { EncoderSpec, EngineConfig, ModelSpec } from '@wordloom/core'
import { outputCount } from '@wordloom/core'
import { createBidirectionalGruLayer } from '../layers/bidirectional-gru-layer.js'
import { createBinaryCrossEntropyLayer } from '../layers/binary-cross-entropy-layer.js'
import { createCategoricalCrossEntropyLayer } from '../layers/categorical-cross-entropy-layer.js'
import { createDenseLayer } from '../layers/dense-layer.js'
import { createDropoutLayer } from '../layers/dropout-layer.js'
import { createEmbeddingLayer } from '../layers/embedding-layer.js'
import type { Layer, LayerContext, Signal } from '../layers/layer.js'
import type { LossLayer } from '../layers/loss-layer.js'
import { createPoolingLayer } from '../layers/pooling-layer.js'

/** The layers that a specification asks for, from ids to logits, and the loss behind them. */
export interface NetworkLayers {
  readonly layers: readonly Layer[]
  readonly loss: LossLayer
}

/** What the layers depend on. */
export type LayersConfig = Pick<EngineConfig, 'spec' | 'vocabularySize' | 'labelSmoothing' | 'seed'> & {
  /** Keeps the table of the embedding outside the arena. @defaultValue false */
  readonly tableIsOutside?: boolean
}

/**
 * Translates a configuration into layers, whose weights carry the names of `weightShapes`:
 *
 *     embedding → GRU (→ dropout → GRU …) → pooling → dropout → hidden → output → loss
 *
 * @param iterations - number of optimizer steps so far, on which dropout depends. @defaultValue always 0
 */
export function buildLayers(
  context: LayerContext,
  { spec, vocabularySize, labelSmoothing = 0, seed = 0, tableIsOutside: isOutside = false }: LayersConfig,
  iterations: () => number = () => 0,
): NetworkLayers {
  const { embedding, encoder, hidden } = spec
  const tableOptions = { name: 'embedding/embeddings', vocabularySize, isOutside, ...embedding }
  const table = createEmbeddingLayer(context, tableOptions)
  const encoderLayers = buildEncoder(context, encoder, table.output, { seed, step: iterations })
  const dense = createDenseLayer(context, lastOutput(encoderLayers), { name: 'hidden', ...hidden })
  const output = createDenseLayer(context, dense.output, {
    name: 'output',
    units: outputCount(spec),
    activation: 'linear',
  })
  return {
    layers: [table, ...encoderLayers, dense, output],
    loss: buildLoss(context, spec, output.output, labelSmoothing),
  }
}

/** From `[tokens, dimension]` to `[batchSize, 2 * units]`. */
function buildEncoder(
  context: LayerContext,
  encoder: EncoderSpec,
  input: Signal,
  randomness: { readonly seed: number; readonly step: () => number },
): Layer[] {
  const layers: Layer[] = []
  let signal = input
  const add = (layer: Layer): void => {
    layers.push(layer)
    signal = layer.output
  }
  const addDropout = (index: number): void => {
    const rate = encoder.dropout
    if (context.training && rate > 0) add(createDropoutLayer(context, signal, { rate, index, ...randomness }))
  }

  for (let index = 0; index < encoder.layers; index++) {
    if (index > 0) addDropout(index - 1)
    const returnSequences = index < encoder.layers - 1 || encoder.pooling !== 'last'
    const { units, resetAfter } = encoder
    const options = { name: `encoder/${index}`, units, returnSequences, resetAfter }
    add(createBidirectionalGruLayer(context, signal, options))
  }
  if (encoder.pooling !== 'last') add(createPoolingLayer(context, signal, encoder.pooling))
  addDropout(encoder.layers - 1)
  return layers
}

function buildLoss(context: LayerContext, spec: ModelSpec, logits: Signal, labelSmoothing: number): LossLayer {
  const create = spec.task.type === 'multi-class' ? createCategoricalCrossEntropyLayer : createBinaryCrossEntropyLayer
  return create(context, logits, { labelSmoothing })
}

function lastOutput(layers: readonly Layer[]): Signal {
  return layers.at(-1)!.output
}
