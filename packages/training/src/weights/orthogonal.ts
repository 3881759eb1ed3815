import type { RandomGenerator } from '@wordloom/core'

/**
 * A random `[rows, columns]` matrix whose shorter side is orthonormal, as Keras' `Orthogonal`: a normal matrix, its QR
 * decomposition, and Q with the signs that make the diagonal of R positive.
 *
 * That Q is what Gram–Schmidt gives, so no other decomposition is needed. Each vector is orthogonalised twice, which
 * keeps it orthogonal to working precision. Only + − × ÷ and √, in float64: the same bytes on every machine.
 *
 * @see https://keras.io/api/layers/initializers/#orthogonal-class
 * @see Saxe, McClelland and Ganguli (2014), https://arxiv.org/abs/1312.6120
 * @see Giraud, Langou and Rozložník (2005), "The loss of orthogonality in the Gram-Schmidt orthogonalization process"
 */
export function orthogonalMatrix(rows: number, columns: number, random: RandomGenerator): Float32Array {
  const count = Math.min(rows, columns)
  const length = Math.max(rows, columns)
  const vectors = normalVectors(count, length, random)
  for (let index = 0; index < count; index++) {
    const vector = vectors[index]!
    for (let pass = 0; pass < 2; pass++) {
      for (let earlier = 0; earlier < index; earlier++) subtractProjection(vector, vectors[earlier]!)
    }
    const norm = Math.sqrt(dot(vector, vector))
    for (let i = 0; i < length; i++) vector[i]! /= norm
  }
  const matrix = new Float32Array(rows * columns)
  for (const [index, vector] of vectors.entries()) {
    for (let i = 0; i < length; i++) matrix[rows < columns ? index * columns + i : i * columns + index] = vector[i]!
  }
  return matrix
}

/** The columns of a `[length, count]` normal matrix drawn row by row. */
function normalVectors(count: number, length: number, random: RandomGenerator): Float64Array[] {
  const vectors = Array.from({ length: count }, () => new Float64Array(length))
  for (let i = 0; i < length; i++) {
    for (const vector of vectors) vector[i] = random.nextNormal()
  }
  return vectors
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  const share = dot(vector, unit)
  for (let i = 0; i < vector.length; i++) vector[i]! -= share * unit[i]!
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
