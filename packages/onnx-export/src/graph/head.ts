import type { ModelSpec, TrainedModel } from '@wordloom/core'
import { initializerOf } from '../format/initializer.js'
import { intAttribute } from '../format/node.js'
import type { GraphBuilder } from './graph-builder.js'
import { storeMatrix, type Matrix, type Precision } from './precision.js'
import { storedConstant } from './stored-constant.js'

/** The dense layers behind the encoder; gives `output`, `[batch, outputs]`. */
export function addHead(
  builder: GraphBuilder,
  model: TrainedModel,
  textState: string,
  output: string,
  precision: Precision,
): string {
  const { spec, weights } = model
  const asItIs = (name: string): string => {
    const { shape, data } = weights.get(name)!
    return builder.constant(initializerOf(name, shape, data))
  }
  const matrix = hiddenMatrix(model)
  const shapes = { shape: weights.get(matrix.name)!.shape, scaleShape: [1, spec.hidden.units] }
  const kernel = storedConstant(builder, matrix.name, shapes, storeMatrix(matrix, precision))
  const sum = builder.add('Gemm', [textState, kernel, asItIs('hidden/bias')], 'hidden_sum')
  const hidden = builder.add('Relu', [sum], 'hidden')
  const logits = builder.add('Gemm', [hidden, asItIs('output/kernel'), asItIs('output/bias')], 'logits')
  return addActivation(builder, spec, logits, output)
}

/** The kernel of the hidden layer, `[2 * units, hidden units]`. That of the output is too small to be worth rounding. */
export function hiddenMatrix({ spec, weights }: TrainedModel): Matrix {
  const name = 'hidden/kernel'
  return { name, data: weights.get(name)!.data, columns: spec.hidden.units, scaled: 'columns' }
}

function addActivation(builder: GraphBuilder, { task }: ModelSpec, logits: string, output: string): string {
  return task.type === 'multi-class'
    ? builder.add('Softmax', [logits], output, [intAttribute('axis', -1)])
    : builder.add('Sigmoid', [logits], output)
}
