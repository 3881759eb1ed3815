import type { Matrix } from './matrix.js'
import { createMatrix, placeBlock } from './matrix.js'
import type { Tensor, Tfjs } from './tfjs.js'
import { upload } from './transfer.js'

/** A matrix for each direction, which values of both directions side by side are multiplied with. */
export interface SideProduct {
  /** From `[rows, 2 * inputs]` to `[rows, 2 * outputs]`. */
  multiply(x: Tensor): Tensor
}

/**
 * Up to so many columns, one product with both matrices on the diagonal of a larger one: the time of a small product is
 * that of starting it, and twice the arithmetic costs less than cutting and joining.
 */
const widestDiagonal = 768

/** Uploads a matrix for each direction, both of one shape. */
export function uploadSides(tf: Tfjs, forward: Matrix, backward: Matrix): SideProduct {
  const { rows, columns } = forward
  if (2 * columns > widestDiagonal || 2 * rows > widestDiagonal) {
    const sides = [upload(tf, forward), upload(tf, backward)]
    return {
      multiply: (x) =>
        tf.concat(
          sides.map((side, i) => tf.matMul(tf.slice(x, [0, i * rows], [x.shape[0]!, rows]), side)),
          1,
        ),
    }
  }
  const diagonal = createMatrix(2 * rows, 2 * columns)
  placeBlock(diagonal, 0, 0, { ...forward, rowStride: columns })
  placeBlock(diagonal, rows, columns, { ...backward, rowStride: columns })
  const both = upload(tf, diagonal)
  return { multiply: (x) => tf.matMul(x, both) }
}
