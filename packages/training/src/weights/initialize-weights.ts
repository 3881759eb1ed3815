import {
  WordloomError,
  weightShapes,
  type Embedding,
  type ModelSpec,
  type RandomGenerator,
  type Tensor,
  type Weights,
} from '@wordloom/core'
import { orthogonalMatrix } from './orthogonal.js'

/**
 * Weights to start from, by Keras' defaults: Glorot uniform kernels, orthogonal recurrent kernels, zero biases. The
 * table is that of `embedding`, not a copy.
 *
 * Each weight is drawn from a fork of `random` that bears its name, so that none depends on the shape of another.
 *
 * @throws WordloomError `EMBEDDING_DIMENSION` when the embedding has another dimension than the specification.
 */
export function initializeWeights(spec: ModelSpec, embedding: Embedding, random: RandomGenerator): Weights {
  if (embedding.dimension !== spec.embedding.dimension) {
    throw new WordloomError('EMBEDDING_DIMENSION', 'The embedding has another dimension than the model', {
      name: 'embedding.dimension',
      expected: spec.embedding.dimension,
      received: embedding.dimension,
    })
  }
  const weights = new Map<string, Tensor>()
  for (const [name, shape] of weightShapes(spec, embedding.vocabulary.size)) {
    weights.set(name, { shape, data: initialValues(name, shape, embedding, random) })
  }
  return weights
}

function initialValues(
  name: string,
  shape: readonly number[],
  embedding: Embedding,
  random: RandomGenerator,
): Float32Array {
  const [rows = 1, columns = 1] = shape
  if (name === 'embedding/embeddings') return embedding.matrix
  if (name.endsWith('/recurrent_kernel')) return orthogonalMatrix(rows, columns, random.fork(name))
  if (name.endsWith('/kernel')) return glorotUniform(rows, columns, random.fork(name))
  return new Float32Array(shape.reduce((size, length) => size * length, 1))
}

/**
 * Uniform over ±√(6 / (inputs + outputs)), `[inputs, outputs]`.
 * @see Glorot and Bengio (2010), https://proceedings.mlr.press/v9/glorot10a.html
 */
export function glorotUniform(inputs: number, outputs: number, random: RandomGenerator): Float32Array {
  const limit = Math.sqrt(6 / (inputs + outputs))
  return Float32Array.from({ length: inputs * outputs }, () => (2 * random.nextFloat() - 1) * limit)
}
