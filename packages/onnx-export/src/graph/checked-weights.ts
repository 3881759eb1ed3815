import { weightShapes, WordloomError } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'

/**
 * @throws WordloomError `TENSOR_MISSING`; `TENSOR_SHAPE` for another shape than the specification asks for;
 * `NOT_A_NUMBER` for NaN and infinity.
 */
export function checkWeights({ spec, vocabulary, weights }: TrainedModel): void {
  for (const [name, shape] of weightShapes(spec, vocabulary.size)) {
    const tensor = weights.get(name)
    if (tensor === undefined) {
      throw new WordloomError('TENSOR_MISSING', 'The model lacks a weight', { name, expected: shapeText(shape) })
    }
    const size = shape.reduce((product, length) => product * length, 1)
    if (shapeText(tensor.shape) !== shapeText(shape) || tensor.data.length !== size) {
      throw new WordloomError('TENSOR_SHAPE', 'A weight has another shape than the model needs', {
        name,
        expected: shapeText(shape),
        received: `${shapeText(tensor.shape)} with ${tensor.data.length} values`,
      })
    }
    const index = tensor.data.findIndex((value) => !Number.isFinite(value))
    if (index >= 0) {
      throw new WordloomError('NOT_A_NUMBER', 'A weight is not finite', {
        name: `${name}, value ${index}`,
        received: String(tensor.data[index]),
        hint: 'Training diverged, or the file is damaged.',
      })
    }
  }
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`
}
