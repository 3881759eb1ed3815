import type { ModelSpec } from '@wordloom/core'
import { outputCount } from '@wordloom/core'
import { createBidirectionalGruLayer } from '../layers/bidirectional-gru-layer.js'
import { createBinaryCrossEntropyLayer } from '../layers/binary-cross-entropy-layer.js'
import { createCategoricalCrossEntropyLayer } from '../layers/categorical-cross-entropy-layer.js'
import { createDenseLayer } from '../layers/dense-layer.js'
import { createEmbeddingLayer } from '../layers/embedding-layer.js'
import type { Layer, LayerContext } from '../layers/layer.js'
import type { LossLayer } from '../layers/loss-layer.js'

/** The layers that a specification asks for, from ids to logits, and the loss behind them. */
export interface NetworkLayers {
  readonly layers: readonly Layer[]
  readonly loss: LossLayer
}

/** Translates a specification into layers, whose weights carry the names of `weightShapes`. */
export function buildLayers(context: LayerContext, spec: ModelSpec, vocabularySize: number): NetworkLayers {
  const { embedding, encoder, hidden } = spec
  const table = createEmbeddingLayer(context, { name: 'embedding/embeddings', vocabularySize, ...embedding })
  const gru = createBidirectionalGruLayer(context, table.output, {
    name: 'encoder/0',
    units: encoder.units,
    returnSequences: false,
    resetAfter: encoder.resetAfter,
  })
  const dense = createDenseLayer(context, gru.output, { name: 'hidden', ...hidden })
  const output = createDenseLayer(context, dense.output, {
    name: 'output',
    units: outputCount(spec),
    activation: 'linear',
  })
  const createLoss = spec.task.type === 'binary' ? createBinaryCrossEntropyLayer : createCategoricalCrossEntropyLayer
  return { layers: [table, gru, dense, output], loss: createLoss(context, output.output) }
}
