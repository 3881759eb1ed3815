import type { TrainedModel } from '@wordloom/core'
import { initializerOf } from '../format/initializer.js'
import { intAttribute } from '../format/node.js'
import type { GraphBuilder } from './graph-builder.js'
import { layerWeights, type LayerWeights } from './layer-weights.js'
import { addPooling } from './pooling.js'
import type { Precision } from './precision.js'

/** A way to write recurrent layers. Values of three axes have time on one of the first two, and the batch on the other. */
export interface EncoderForm {
  readonly timeAxis: 0 | 1
  /** `[batch, time, columns]` → the layout of this form. */
  layOut(embedded: string): string
  /**
   * @param input - columns of the layer's input and one that marks padding
   * @returns `states`: those of both directions after every step, `[…, 2 * units]`; `last`: `[batch, 2 * units]`
   */
  addLayer(index: number, input: string, weights: LayerWeights, wanted: 'states' | 'last'): string
}

/** The mark of padding of every step, and its opposite: `[…, 1]`, 1 or 0. */
export interface PaddingMarks {
  readonly padding: string
  readonly tokens: string
}

/**
 * Stacked layers and pooling: one vector a row, `[batch, 2 * units]`.
 *
 * @param embedded - `[batch, time, dimension + 1]`, the last column the mark of padding
 */
export function addEncoder(
  builder: GraphBuilder,
  model: TrainedModel,
  embedded: string,
  form: EncoderForm,
  precision: Precision,
): string {
  const { layers, pooling } = model.spec.encoder
  let input = form.layOut(embedded)
  if (layers === 1 && pooling === 'last') {
    return form.addLayer(0, input, layerWeights(model, 0, precision), 'last')
  }
  const marks = addPaddingMarks(builder, input, model.spec.embedding.dimension)
  for (let layer = 0; layer < layers - 1; layer++) {
    const states = form.addLayer(layer, input, layerWeights(model, layer, precision), 'states')
    input = asInput(builder, states, marks, `encoder/${layer + 1}/input`)
  }
  const weights = layerWeights(model, layers - 1, precision)
  const top = form.addLayer(layers - 1, input, weights, pooling === 'last' ? 'last' : 'states')
  return pooling === 'last' ? top : addPooling(builder, pooling, top, marks, form.timeAxis)
}

function addPaddingMarks(builder: GraphBuilder, input: string, column: number): PaddingMarks {
  const columns = [input, builder.int64('padding_column', [column])]
  const padding = builder.add('Gather', columns, 'padding', [intAttribute('axis', 2)])
  const one = builder.constant(initializerOf('one', [1], Float32Array.of(1)))
  return { padding, tokens: builder.add('Sub', [one, padding], 'token_marks') }
}

/** States for the next layer. Those of padding become 0, as the gate of that layer counts on. */
function asInput(builder: GraphBuilder, states: string, { padding, tokens }: PaddingMarks, name: string): string {
  const masked = builder.add('Mul', [states, tokens], `${name}_states`)
  return builder.add('Concat', [masked, padding], name, [intAttribute('axis', 2)])
}
