import type { Tensor } from '@wordloom/core'
import { WordloomError } from '@wordloom/core'

/**
 * A tensor by its name, with the shape it must have.
 *
 * @throws WordloomError `TENSOR_MISSING` or `TENSOR_SHAPE`
 */
export function requireTensor(tensors: ReadonlyMap<string, Tensor>, name: string, shape: readonly number[]): Tensor {
  const tensor = tensors.get(name)
  if (tensor === undefined) {
    throw new WordloomError('TENSOR_MISSING', 'A tensor that the network needs is not there', {
      name,
      expected: `float32 ${describe(shape)}`,
    })
  }
  const count = shape.reduce((product, length) => product * length, 1)
  const sameShape = tensor.shape.length === shape.length && tensor.shape.every((length, axis) => length === shape[axis])
  if (!sameShape) {
    throw new WordloomError('TENSOR_SHAPE', 'A tensor has another shape than the network needs', {
      name,
      expected: describe(shape),
      received: describe(tensor.shape),
    })
  }
  if (tensor.data.length !== count) {
    throw new WordloomError('TENSOR_SHAPE', 'A tensor has not as many values as its shape says', {
      name,
      expected: count,
      received: tensor.data.length,
    })
  }
  return tensor
}

function describe(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`
}
