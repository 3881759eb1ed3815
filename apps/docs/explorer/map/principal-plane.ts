import type { RandomGenerator } from '@wordloom/core'

/** Enough for the largest axes of word vectors to come out; a start needs no exact ones. */
const rounds = 30

/**
 * Where vectors lie on the plane that shows most of how they differ: their two principal components, by power iteration.
 *
 * @param rows - `[count, dimension]`.
 * @returns `[count, 2]`, the largest coordinate being 1 or −1.
 */
export function principalPlane(rows: Float32Array, dimension: number, random: RandomGenerator): Float32Array {
  const count = rows.length / dimension
  const centred = withoutMean(rows, dimension)
  const plane = new Float32Array(2 * count)
  for (const component of [0, 1]) {
    const scores = mainScores(centred, dimension, random)
    for (let row = 0; row < count; row++) plane[2 * row + component] = scores[row]!
  }
  const largest = plane.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return largest === 0 ? plane : plane.map((value) => value / largest)
}

/** Coordinates along the main axis, which is taken out of the rows. */
function mainScores(rows: Float64Array, dimension: number, random: RandomGenerator): Float64Array {
  let axis: Float64Array = Float64Array.from({ length: dimension }, () => random.nextNormal())
  let scores = new Float64Array(rows.length / dimension)
  for (let round = 0; round < rounds; round++) {
    const length = Math.hypot(...axis)
    // The rows do not differ any more.
    if (length === 0) return scores
    axis = axis.map((value) => value / length)
    scores = scores.map((_, row) => axis.reduce((sum, value, i) => sum + value * rows[row * dimension + i]!, 0))
    if (round === rounds - 1) break
    const next = new Float64Array(dimension)
    for (const [row, score] of scores.entries()) {
      for (let i = 0; i < dimension; i++) next[i]! += score * rows[row * dimension + i]!
    }
    axis = next
  }
  for (const [row, score] of scores.entries()) {
    for (let i = 0; i < dimension; i++) rows[row * dimension + i]! -= score * axis[i]!
  }
  return scores
}

function withoutMean(rows: Float32Array, dimension: number): Float64Array {
  const mean = new Float64Array(dimension)
  for (const [index, value] of rows.entries()) mean[index % dimension]! += (value * dimension) / rows.length
  return Float64Array.from(rows, (value, index) => value - mean[index % dimension]!)
}
