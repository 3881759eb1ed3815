import type { Tensor, TrainedModel } from '@wordloom/core'
import { tableOf } from './embedding.js'
import { hiddenMatrix } from './head.js'
import { layerMatrix } from './layer-weights.js'
import { restoreMatrix, storeMatrix, type Matrix, type Precision } from './precision.js'

/**
 * The model with the weights that a file of this precision gives a runtime, bit for bit: to measure in Wordloom what an export
 * will cost. Its shapes are those of the model; `fp32` gives the model itself.
 *
 * @throws WordloomError `ONNX_UNSUPPORTED` for weights that float16 cannot hold.
 */
export function roundedModel(model: TrainedModel, precision: Precision): TrainedModel {
  if (precision === 'fp32') return model
  const weights = new Map<string, Tensor>(model.weights)
  const kernels = [...weights.keys()].filter((name) => /^encoder\/.*kernel$/.test(name))
  const matrices: Matrix[] = [tableOf(model), hiddenMatrix(model), ...kernels.map((name) => layerMatrix(model, name))]
  for (const matrix of matrices) {
    const { shape } = model.weights.get(matrix.name)!
    weights.set(matrix.name, { shape, data: restoreMatrix(storeMatrix(matrix, precision), matrix) })
  }
  return { ...model, weights }
}
