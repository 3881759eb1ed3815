import { paddingId, weightShapes, type RandomGenerator, type Tensor, type Weights } from '@wordloom/core'
import { glorotUniform, orthogonalMatrix } from '@wordloom/training'
import type { NetworkSizes } from './dataset.js'
import { referenceSpec } from './reference-spec.js'

/** Half the width of the interval that Keras draws embeddings from. */
const embeddingLimit = 0.05

/** Weights by Keras' defaults. The row of the padding is zero, as in PyTorch. */
export function initialWeights(sizes: NetworkSizes, random: RandomGenerator): Weights {
  const weights = new Map<string, Tensor>()
  for (const [name, shape] of weightShapes(referenceSpec(sizes), sizes.vocabularySize)) {
    weights.set(name, { shape, data: initialValues(name, shape, random.fork(name)) })
  }
  return weights
}

function initialValues(name: string, shape: readonly number[], random: RandomGenerator): Float32Array {
  const [rows = 1, columns = 1] = shape
  if (name === 'embedding/embeddings') return embeddingTable(rows, columns, random)
  if (name.endsWith('/recurrent_kernel')) return orthogonalMatrix(rows, columns, random)
  if (name.endsWith('/kernel')) return glorotUniform(rows, columns, random)
  return new Float32Array(shape.reduce((size, length) => size * length, 1))
}

function embeddingTable(rows: number, columns: number, random: RandomGenerator): Float32Array {
  const table = new Float32Array(rows * columns)
  for (let i = (paddingId + 1) * columns; i < table.length; i++) {
    table[i] = (2 * random.nextFloat() - 1) * embeddingLimit
  }
  return table
}
